import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import styles from '#web/ui/panes.module.css';
import { WindowList, WindowListSkeleton } from '#web/ui/window-list.tsx';
import { EmptyList } from './empty-list.tsx';
import { inboxWords } from './inbox-words.ts';
import { ThreadRow } from './thread-row.tsx';
import { type InboxFilter, useThreads } from './use-inbox.ts';

interface ThreadListProps {
  readonly filter: InboxFilter;
  readonly onShowAll: () => void;
}

const rowHeight = 72;

/** The conversations, the one with the newest text first. */
export function ThreadList({ filter, onShowAll }: ThreadListProps) {
  const words = useWords(inboxWords);
  const list = useThreads(filter);
  const threads = list.data?.pages.flatMap((page) => page.threads) ?? [];
  if (list.isPending) return <ThreadListSkeleton />;
  if (list.isError && threads.length === 0)
    return (
      <div className={styles.note}>
        <LoadFailed error={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      </div>
    );
  if (threads.length === 0) return <EmptyList filter={filter} onShowAll={onShowAll} />;
  return (
    <WindowList
      label={words.list}
      rows={threads}
      keyOf={(thread) => thread.id}
      more={list}
      moreLabel={words.loadMore}
      rowHeight={rowHeight}
      isNavigation
      isOutdated={list.isPlaceholderData}
    >
      {(thread) => <ThreadRow thread={thread} filter={filter} />}
    </WindowList>
  );
}

export const ThreadListSkeleton = () => <WindowListSkeleton rowHeight={rowHeight} />;
