import type { MessageEntry } from '#contract/messages.ts';
import { exactTime } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { useCopy } from '#web/ui/copy-button.tsx';
import { LinkedText } from '#web/ui/linked-text.tsx';
import { MoreIcon } from '#web/ui/more-icons.tsx';
import { PopMenu } from '#web/ui/pop-menu.tsx';
import styles from './conversation.module.css';
import { conversationWords } from './conversation-words.ts';
import { Delivery } from './delivery.tsx';
import { inboxWords } from './inbox-words.ts';
import { MediaView } from './media-view.tsx';
import { SendProgress } from './send-progress.tsx';
import { timeOfDay } from './short-time.ts';
import { nameOf } from './who.ts';

interface MessageBubbleProps {
  readonly entry: MessageEntry;
  readonly isDirect: boolean;
  readonly onDelete: (id: string) => void;
}

/** One text, in or out, with its pictures and what became of it. */
export function MessageBubble({ entry, isDirect, onDelete }: MessageBubbleProps) {
  const words = useWords(conversationWords);
  const actions = useWords(inboxWords);
  const { region } = usePlace();
  const { copy } = useCopy();
  const out = entry.direction === 'out';
  const source = entry.source !== null && entry.source !== 'app' ? words[entry.source] : undefined;
  const items = [
    ...(entry.text === '' ? [] : [{ label: actions.copyText, onSelect: () => void copy(entry.text) }]),
    { label: actions.deleteEntry, onSelect: () => onDelete(entry.id), danger: true },
  ];
  return (
    <div className={styles.message} data-out={out || undefined}>
      {!isDirect && entry.from !== null && <p className={styles.from}>{nameOf(entry.from, region)}</p>}
      <div className={styles.bubbleRow}>
        <div className={styles.bubble} data-bare={(entry.text === '' && entry.media.length > 0) || undefined}>
          {entry.media.length > 0 && (
            <div className={styles.media}>
              {entry.media.map((media) => (
                <MediaView key={media.id} media={media} />
              ))}
            </div>
          )}
          {entry.text !== '' && (
            <p className={styles.text} dir="auto">
              <LinkedText>{entry.text}</LinkedText>
            </p>
          )}
        </div>
        <PopMenu label={words.actions} items={items} className={styles.entryMenu}>
          <MoreIcon size={18} />
        </PopMenu>
      </div>
      {entry.soundsLikeStop && <p className={styles.caution}>{words.soundsLikeStop}</p>}
      <div className={styles.facts}>
        <Time at={entry.at} />
        {source !== undefined && <span>{source}</span>}
        {entry.segments > 1 && <span>{words.segments(entry.segments)}</span>}
        {entry.delivery?.one && <Delivery receipt={entry.delivery.one} />}
      </div>
      {entry.delivery !== null && entry.delivery.one === null && <SendProgress entry={entry} {...entry.delivery} />}
    </div>
  );
}

function Time({ at }: { at: string }) {
  const language = useLanguage();
  const { timeZone } = usePlace();
  return (
    <time dateTime={at} title={exactTime(at, language, timeZone)}>
      {timeOfDay(at, language, timeZone)}
    </time>
  );
}
