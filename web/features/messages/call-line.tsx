import type { Entry } from '#contract/messages.ts';
import { span } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { CallIcon } from '#web/ui/more-icons.tsx';
import styles from './conversation.module.css';
import { conversationWords } from './conversation-words.ts';
import { timeOfDay } from './short-time.ts';

type CallEntry = Extract<Entry, { kind: 'call' }>;
type VoicemailEntry = Extract<Entry, { kind: 'voicemail' }>;

/** A call in the conversation. */
export function CallLine({ entry }: { entry: CallEntry }) {
  const words = useWords(conversationWords);
  const language = useLanguage();
  const what =
    entry.outcome === 'missed'
      ? words.missed
      : entry.outcome === 'voicemail'
        ? words.toVoicemail
        : entry.direction === 'in'
          ? words.callIn
          : words.callOut;
  return (
    <p className={styles.callLine} data-missed={entry.outcome === 'missed' || undefined}>
      <CallIcon size={16} />
      <span>
        {what}
        {entry.seconds > 0 && ` · ${words.talked(span(entry.seconds, language))}`}
      </span>
      <Time at={entry.at} />
    </p>
  );
}

/** A voicemail in the conversation, with what was said where it is known. */
export function VoicemailLine({ entry }: { entry: VoicemailEntry }) {
  const words = useWords(conversationWords);
  const language = useLanguage();
  return (
    <div className={styles.callLine} data-missed={!entry.heard || undefined}>
      <CallIcon size={16} />
      <span>
        {words.voicemail(span(entry.seconds, language))}
        {!entry.heard && ` · ${words.unheard}`}
        {entry.transcript !== null && <q className={styles.transcript}>{entry.transcript}</q>}
      </span>
      <Time at={entry.at} />
    </div>
  );
}

function Time({ at }: { at: string }) {
  const language = useLanguage();
  const { timeZone } = usePlace();
  return (
    <time dateTime={at} className={styles.time}>
      {timeOfDay(at, language, timeZone)}
    </time>
  );
}
