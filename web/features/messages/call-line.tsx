import { Suspense, use } from 'react';
import type { CallEntry, VoicemailEntry } from '#contract/messages.ts';
import { span } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { CallIcon } from '#web/ui/more-icons.tsx';
import styles from './conversation.module.css';
import { conversationWords } from './conversation-words.ts';
import { timeOfDay } from './short-time.ts';
import { VoicemailSlot } from './voicemail-slot.ts';
import { nameOf } from './who.ts';

/** A call in the conversation. */
export function CallLine({ entry }: { entry: CallEntry }) {
  const words = useWords(conversationWords);
  const language = useLanguage();
  const isMissed = entry.outcome === 'missed' && entry.direction === 'in';
  return (
    <p className={styles.callLine} data-missed={isMissed || undefined}>
      <CallIcon size={16} />
      <span>
        {isMissed ? words.missed : entry.direction === 'in' ? words.callIn : words.callOut}
        {entry.outcome === 'missed' && entry.direction === 'out' && ` · ${words.notAnswered}`}
        {entry.seconds > 0 && ` · ${words.talked(span(entry.seconds, language))}`}
      </span>
      <Time at={entry.at} />
    </p>
  );
}

/** A voicemail in the conversation: played here, with what was said where it is known. */
export function VoicemailLine({ entry }: { entry: VoicemailEntry }) {
  const words = useWords(conversationWords);
  const language = useLanguage();
  const { region } = usePlace();
  const Player = use(VoicemailSlot);
  const isNew = !entry.heard && !entry.deleted;
  return (
    <div className={styles.voicemail}>
      <p className={styles.voicemailHead} data-missed={isNew || undefined}>
        <CallIcon size={16} />
        <span>
          {words.voicemail(span(entry.seconds, language))}
          {isNew && ` · ${words.unheard}`}
          {entry.deleted && ` · ${words.voicemailDeleted}`}
        </span>
        <Time at={entry.at} />
      </p>
      {Player !== null && !entry.deleted && (
        <Suspense fallback={<div className={styles.voicemailRoom} />}>
          <Player entry={entry} who={nameOf(entry.with, region)} />
        </Suspense>
      )}
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
