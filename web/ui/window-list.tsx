import { Button, Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { drawnAtOnce } from './drawn-at-once.ts';
import styles from './panes.module.css';

interface WindowListProps<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly children: (row: T) => ReactNode;
  readonly more: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly fetchNextPage: () => unknown;
  };
  readonly moreLabel: string;
  /** In pixels. */
  readonly rowHeight?: number;
  /** Its rows are places to go to. */
  readonly isNavigation?: boolean;
  /** What is shown is of before. */
  readonly isOutdated?: boolean;
}

const usualHeight = 60;

/** A list of any length: only the rows in view are drawn, more are fetched before the end is reached, arrows move. */
export function WindowList<T>({
  label,
  rows,
  keyOf,
  children,
  more,
  moreLabel,
  rowHeight = usualHeight,
  isNavigation = false,
  isOutdated = false,
}: WindowListProps<T>) {
  const scroller = useRef<HTMLElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
    overscan: 8,
    ...drawnAtOnce(),
  });
  const items = list.getVirtualItems();
  const nearEnd = (items.at(-1)?.index ?? 0) >= rows.length - 20;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = more;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const Box = isNavigation ? 'nav' : 'section';
  return (
    <Box ref={scroller} className={styles.list} style={ofHeight(rowHeight)} aria-label={label} aria-busy={isOutdated}>
      <ul style={{ height: list.getTotalSize() }} onKeyDown={moveFocus}>
        {items.map((item) => {
          const row = rows[item.index];
          return (
            row !== undefined && (
              <li key={item.key} style={{ transform: `translateY(${item.start}px)` }}>
                {children(row)}
              </li>
            )
          );
        })}
      </ul>
      {isFetchNextPageError && (
        <Button variant="default" size="xs" m="sm" onClick={() => void fetchNextPage()}>
          {moreLabel}
        </Button>
      )}
    </Box>
  );
}

/** Arrows move from row to row. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links: Element[] = [...event.currentTarget.querySelectorAll('a')];
  links.sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top);
  const here = document.activeElement === null ? -1 : links.indexOf(document.activeElement);
  const target = links[here + step];
  if (!(target instanceof HTMLElement)) return;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
}

const ofHeight = (rowHeight: number) => ({ '--row': `${rowHeight}px` }) as CSSProperties; // React's types know no custom properties

export function WindowListSkeleton({ rowHeight = usualHeight }: { rowHeight?: number }) {
  const face = rowHeight > usualHeight ? 40 : 36;
  return (
    <div className={styles.list} style={ofHeight(rowHeight)} aria-hidden="true">
      {[60, 48, 72, 54, 66, 44].map((width) => (
        <div key={width} className={styles.row}>
          <Skeleton circle width={face} height={face} />
          <div className={styles.rowText}>
            <Skeleton height={12} width={`${width}%`} mb={8} />
            <Skeleton height={10} width={`${width - 16}%`} />
          </div>
        </div>
      ))}
    </div>
  );
}
