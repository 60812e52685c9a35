import { Loader } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type Ref, type RefObject, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { Entry, Thread } from '#contract/messages.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { drawnAtOnce } from '#web/ui/drawn-at-once.ts';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { DownIcon } from '#web/ui/more-icons.tsx';
import styles from './conversation.module.css';
import { conversationWords } from './conversation-words.ts';
import { EntryView } from './entry-view.tsx';
import { dayIn, dayWords } from './short-time.ts';
import { useEntries } from './use-entries.ts';

export interface EntryListHandle {
  readonly toNewest: () => void;
}

interface EntryListProps {
  readonly thread: Thread;
  readonly entryId: string | undefined;
  readonly onDelete: (id: string) => void;
  readonly ref?: Ref<EntryListHandle>;
}

/** How far from the edge of what is loaded more is asked for. */
const margin = 12;
/** How near the end counts as the end, in pixels. */
const nearEnd = 120;
/** A list that has not moved for so many frames is where it was to be. */
const framesStill = 3;
/** Of an entry of one line, and above the first and below the last, in pixels. */
const usualHeight = 71;
const padding = 16;

/**
 * What was said, oldest first. Only what is in view is drawn, however long the conversation. It stays at the end while one
 * is there, and where one reads while older entries come in above.
 */
export function EntryList({ thread, entryId, onDelete, ref }: EntryListProps) {
  const window = useEntries(thread.id, entryId);
  if (window.data === undefined) {
    return (
      <div className={styles.scroller}>
        {window.isError ? (
          <LoadFailed error={window.error} onRetry={() => void window.refetch()} retrying={window.isFetching} />
        ) : (
          <Loader size="sm" m="auto" />
        )}
      </div>
    );
  }
  return <Entries ref={ref} thread={thread} entryId={entryId} onDelete={onDelete} window={window} {...window.data} />;
}

interface EntriesProps extends EntryListProps {
  readonly window: ReturnType<typeof useEntries>;
  readonly entries: readonly Entry[];
  readonly older: boolean;
  readonly newer: boolean;
}

function Entries({ thread, entryId, onDelete, ref, window, entries, older, newer }: EntriesProps) {
  const words = useWords(conversationWords);
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  // Whoever comes for one entry is not at the end, and is not to be taken there when the composer grows.
  const [atEnd, setAtEnd] = useState(entryId === undefined);
  const { look, loadOlder, loadNewer } = window;
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => entries[index]?.id ?? index,
    overscan: 6,
    ...drawnAtOnce(entryId === undefined ? entries.length * usualHeight + 2 * padding : 0),
    anchorTo: 'end',
    followOnAppend: !newer,
    scrollEndThreshold: nearEnd,
    paddingStart: padding,
    paddingEnd: padding,
    onChange: (now) => setAtEnd(now.isAtEnd(nearEnd)),
  });
  const items = rows.getVirtualItems();
  const isOpen = useOpening(rows, entries, entryId);
  useStayAtEnd(scroller, rows, atEnd);
  useEffect(() => {
    const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
    look(last < entries.length - 60 ? entries[Math.floor((first + last) / 2)]?.id : undefined);
    // What comes above would move the place that is being scrolled to.
    if (!isOpen) return;
    if (older && first < margin) void loadOlder();
    if (newer && last >= entries.length - margin) void loadNewer();
  }, [isOpen, items, entries, older, newer, look, loadOlder, loadNewer]);
  const fresh = useUnseen(entries, atEnd && !newer);
  const toNewest = () => {
    // From the middle of the past the newest are another window.
    if (newer)
      return void navigate({
        to: '/inbox/$thread',
        params: { thread: thread.id },
        search: ({ entry: _, ...rest }) => rest,
      });
    rows.scrollToEnd();
  };
  useImperativeHandle(ref, () => ({ toNewest }));
  return (
    <div className={styles.scrollBox}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-label={words.conversation('')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {window.growing === 'older' && <span className="visually-hidden">{words.loadingOlder}</span>}
        <div className={styles.rows} style={{ height: rows.getTotalSize() }}>
          {items.map((item) => {
            const entry = entries[item.index];
            return (
              entry !== undefined && (
                <div
                  key={item.key}
                  ref={rows.measureElement}
                  data-index={item.index}
                  className={styles.entry}
                  style={{ transform: `translateY(${item.start}px)` }}
                  data-found={entry.id === entryId || undefined}
                >
                  <Day entry={entry} before={entries[item.index - 1]} begins={!older && item.index === 0} />
                  <EntryView entry={entry} thread={thread} onDelete={onDelete} />
                </div>
              )
            );
          })}
        </div>
      </div>
      {(!atEnd || newer) && entries.length > 0 && (
        <button type="button" className={styles.toNewest} onClick={toNewest}>
          <DownIcon size={16} />
          {fresh > 0 ? words.newBelow(fresh) : words.toNewest}
        </button>
      )}
    </div>
  );
}

/** Opens at the end, or at the entry that was looked for; true once it is there. Rows on the way get their heights as they come into view. */
function useOpening(
  rows: Virtualizer<HTMLDivElement, Element>,
  entries: readonly Entry[],
  entryId: string | undefined,
): boolean {
  const opened = useRef(false);
  const [isOpen, setOpen] = useState(entryId === undefined);
  useLayoutEffect(() => {
    if (opened.current || entries.length === 0) return;
    opened.current = true;
    const place = entryId === undefined ? -1 : entries.findIndex(({ id }) => id === entryId);
    if (place === -1) {
      rows.scrollToEnd();
      return setOpen(true);
    }
    rows.scrollToIndex(place, { align: 'center' });
    let before: number | null = null;
    let still = 0;
    const watch = () => {
      // The page was left meanwhile.
      if (rows.scrollElement === null) return;
      still = rows.scrollOffset === before ? still + 1 : 0;
      before = rows.scrollOffset;
      if (still < framesStill) requestAnimationFrame(watch);
      else setOpen(true);
    };
    requestAnimationFrame(watch);
  }, [rows, entries, entryId]);
  return isOpen;
}

/** The composer below grows and shrinks, keyboards come and go: whoever was at the end stays there. */
function useStayAtEnd(
  scroller: RefObject<HTMLDivElement | null>,
  rows: Virtualizer<HTMLDivElement, Element>,
  atEnd: boolean,
) {
  const was = useRef(atEnd);
  was.current = atEnd;
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let height = element.clientHeight;
    const watch = new ResizeObserver(() => {
      const grown = element.clientHeight !== height;
      height = element.clientHeight;
      if (grown && was.current) rows.scrollToEnd();
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [scroller, rows]);
}

/** How many texts came in below while one was reading above. */
function useUnseen(entries: readonly Entry[], atEnd: boolean): number {
  const seen = useRef(entries.at(-1)?.id);
  useEffect(() => {
    if (atEnd) seen.current = entries.at(-1)?.id;
  }, [atEnd, entries]);
  if (atEnd) return 0;
  const from = entries.findLastIndex(({ id }) => id === seen.current);
  return from === -1 ? 0 : entries.slice(from + 1).filter(({ direction }) => direction === 'in').length;
}

function Day({ entry, before, begins }: { entry: Entry; before: Entry | undefined; begins: boolean }) {
  const words = useWords(conversationWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const isNew = before === undefined || dayIn(before.at, timeZone) !== dayIn(entry.at, timeZone);
  return (
    <>
      {begins && <p className={styles.beginning}>{words.beginning}</p>}
      {isNew && (
        <p className={styles.day}>
          <time dateTime={entry.at}>{dayWords(entry.at, new Date(), language, timeZone, words)}</time>
        </p>
      )}
    </>
  );
}
