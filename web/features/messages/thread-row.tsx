import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { localeOf } from '#web/lib/format-time.ts';
import { listFormat } from '#web/lib/formats.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { StarIcon } from '#web/ui/more-icons.tsx';
import panes from '#web/ui/panes.module.css';
import { Face } from './face.tsx';
import styles from './inbox.module.css';
import { inboxWords } from './inbox-words.ts';
import { shortTime } from './short-time.ts';
import type { InboxFilter, ListedThread } from './use-inbox.ts';
import { titleOf } from './who.ts';

interface ThreadRowProps {
  readonly thread: ListedThread;
  readonly filter: InboxFilter;
}

/** A conversation in the list: who, the newest of it, when, and what is unread. */
export const ThreadRow = memo(function ThreadRow({ thread, filter }: ThreadRowProps) {
  const words = useWords(inboxWords);
  const language = useLanguage();
  const { region, timeZone } = usePlace();
  const title = titleOf(thread, region, listFormat(localeOf(language), { type: 'conjunction' }));
  const { found, last } = thread;
  return (
    <Link
      to="/inbox/$thread"
      params={{ thread: thread.id }}
      search={found === null ? filter : { ...filter, entry: found.entryId }}
      className={`${panes.row} ${styles.row}`}
      data-unread={thread.unread > 0 || undefined}
      activeOptions={{ includeSearch: false }}
    >
      <Face thread={thread} size={40} />
      <span className={styles.rowText}>
        <span className={styles.rowTop}>
          <span className={styles.rowName}>{title}</span>
          {thread.starred && (
            <span className={styles.rowStar} title={words.starred}>
              <StarIcon filled size={14} />
              <span className="visually-hidden">{words.starred}</span>
            </span>
          )}
          {last !== null && (
            <time dateTime={last.at} className={styles.rowTime}>
              {shortTime(last.at, new Date(), language, timeZone)}
            </time>
          )}
        </span>
        <span className={styles.rowBottom}>
          <span className={styles.rowLast}>{found === null ? lastWords(last, words) : found.text}</span>
          {thread.failed && (
            <span className={styles.tag} data-bad>
              {words.notDelivered}
            </span>
          )}
          {thread.optedOut && <span className={styles.tag}>{words.optedOut}</span>}
          {thread.labels.slice(0, 2).map((label) => (
            <span key={label} className={styles.tag}>
              {label}
            </span>
          ))}
          {thread.unread > 0 && (
            <span className={styles.count}>
              <span aria-hidden="true">{thread.unread > 99 ? '99+' : thread.unread}</span>
              <span className="visually-hidden">{words.unreadCount(thread.unread)}</span>
            </span>
          )}
        </span>
      </span>
    </Link>
  );
});

function lastWords(last: ListedThread['last'], words: (typeof inboxWords)['en'] | (typeof inboxWords)['es']): string {
  if (last === null) return words.nothingYet;
  // The text of a call is its outcome.
  if (last.kind === 'call')
    return last.direction === 'out' ? words.callOut : last.text === 'missed' ? words.missed : words.callIn;
  if (last.kind === 'voicemail') return last.text === '' ? words.voicemail : words.voicemailSaid(last.text);
  const text = last.text === '' ? words.picture : last.text;
  return last.direction === 'out' ? words.you(text) : text;
}
