import { Button, Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { drawnAtOnce } from '#web/ui/drawn-at-once.ts';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { EmptyList } from './empty-list.tsx';
import styles from './inbox.module.css';
import { inboxWords } from './inbox-words.ts';
import { ThreadRow } from './thread-row.tsx';
import { type InboxFilter, useThreads } from './use-inbox.ts';

interface ThreadListProps {
  readonly filter: InboxFilter;
  readonly onShowAll: () => void;
}

/** The conversations, the one with the newest text first; only the rows in view are drawn. */
export function ThreadList({ filter, onShowAll }: ThreadListProps) {
  const words = useWords(inboxWords);
  const list = useThreads(filter);
  const scroller = useRef<HTMLDivElement>(null);
  const threads = list.data?.pages.flatMap((page) => page.threads) ?? [];
  const rows = useVirtualizer({
    count: threads.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 72,
    getItemKey: (index) => threads[index]?.id ?? index,
    overscan: 6,
    ...drawnAtOnce(),
  });
  const items = rows.getVirtualItems();
  const nearEnd = (items.at(-1)?.index ?? 0) >= threads.length - 8;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  if (list.isPending) return <Waiting />;
  if (list.isError && threads.length === 0)
    return (
      <div className={styles.listNote}>
        <LoadFailed error={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      </div>
    );
  if (threads.length === 0) return <EmptyList filter={filter} onShowAll={onShowAll} />;
  return (
    <nav ref={scroller} className={styles.list} aria-label={words.list} aria-busy={list.isPlaceholderData}>
      <ul style={{ height: rows.getTotalSize() }} onKeyDown={moveFocus}>
        {items.map((item) => {
          const thread = threads[item.index];
          return (
            thread !== undefined && (
              <li key={item.key} style={{ transform: `translateY(${item.start}px)` }}>
                <ThreadRow thread={thread} filter={filter} />
              </li>
            )
          );
        })}
      </ul>
      {isFetchNextPageError && (
        <Button variant="default" size="xs" m="sm" onClick={() => void fetchNextPage()}>
          {words.loadMore}
        </Button>
      )}
    </nav>
  );
}

/** Arrows move from row to row. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links: Element[] = [...event.currentTarget.querySelectorAll('a')];
  links.sort((one, other) => topOf(one) - topOf(other));
  const here = document.activeElement === null ? -1 : links.indexOf(document.activeElement);
  const target = links[here + step];
  if (!(target instanceof HTMLElement)) return;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
}
const topOf = (link: Element) => link.getBoundingClientRect().top;

function Waiting() {
  return (
    <div className={styles.list} aria-hidden="true">
      {[72, 54, 80, 60, 66, 48].map((width) => (
        <div key={width} className={styles.rowWaiting}>
          <Skeleton circle width={40} height={40} />
          <div>
            <Skeleton height={12} width={`${width}%`} mb={10} />
            <Skeleton height={10} width={`${width - 16}%`} />
          </div>
        </div>
      ))}
    </div>
  );
}
