import { Button, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Group } from '#contract/groups.ts';
import { useWords } from '#web/lib/words.tsx';
import { inkFor } from '#web/ui/avatar.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { GroupIcon, PlusIcon } from '#web/ui/more-icons.tsx';
import styles from '#web/ui/panes.module.css';
import { SearchField } from '#web/ui/search-field.tsx';
import { WindowList, WindowListSkeleton } from '#web/ui/window-list.tsx';
import './refusals.ts';
import { groupWords } from './group-words.ts';
import { type GroupsFilter, useGroups } from './use-groups.ts';

export interface GroupsPageProps {
  readonly filter: GroupsFilter;
  readonly onFilter: (filter: GroupsFilter) => void;
  /** Whether something is open beside the list: on a phone it takes its place. */
  readonly open: boolean;
  readonly children: ReactNode;
}

/** The line's groups: the list at the left, the open one at the right. */
export function GroupsPage({ filter, onFilter, open, children }: GroupsPageProps) {
  const words = useWords(groupWords);
  return (
    <div className={styles.panes} data-open={open || undefined}>
      <section className={styles.listPane} aria-labelledby="groups-title">
        <header className={styles.listHead}>
          <div className={styles.listTitle}>
            <Title order={open ? 2 : 1} size="h1" id="groups-title">
              {words.title}
            </Title>
            <Button component={Link} to="/groups/new" size="compact-md" leftSection={<PlusIcon size={16} />}>
              {words.add}
            </Button>
          </div>
          <SearchField
            label={words.search}
            clearLabel={words.clearSearch}
            value={filter.search ?? ''}
            onSearch={(search) => onFilter(search === '' ? {} : { search })}
          />
        </header>
        <List filter={filter} onShowAll={() => onFilter({})} />
      </section>
      <div className={styles.openPane}>{children}</div>
    </div>
  );
}

function List({ filter, onShowAll }: { filter: GroupsFilter; onShowAll: () => void }) {
  const words = useWords(groupWords);
  const list = useGroups(filter);
  const rows = list.data?.pages.flatMap((page) => page.groups) ?? [];
  if (list.isPending) return <WindowListSkeleton />;
  if (list.isError && rows.length === 0)
    return (
      <div className={styles.note}>
        <LoadFailed error={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      </div>
    );
  if (rows.length === 0) return <Empty filter={filter} onShowAll={onShowAll} />;
  return (
    <WindowList label={words.list} rows={rows} keyOf={(row) => row.id} more={list} moreLabel={words.loadMore}>
      {(group) => <Row group={group} filter={filter} />}
    </WindowList>
  );
}

function Row({ group, filter }: { group: Group; filter: GroupsFilter }) {
  const words = useWords(groupWords);
  return (
    <Link to="/groups/$group" params={{ group: group.id }} search={filter} className={styles.row}>
      <GroupFace id={group.id} size={36} />
      <span className={styles.rowText}>
        <span className={styles.rowName}>{group.name}</span>
        <span className={styles.rowMore}>{words.members(group.size)}</span>
      </span>
      {group.joinByText && <span className={styles.tag}>{group.keyword}</span>}
    </Link>
  );
}

export const GroupFace = ({ id, size }: { id: string; size: number }) => (
  <span aria-hidden="true" className={styles.face} style={{ width: size, height: size, background: inkFor(id) }}>
    <GroupIcon size={size * 0.55} />
  </span>
);

function Empty({ filter, onShowAll }: { filter: GroupsFilter; onShowAll: () => void }) {
  const words = useWords(groupWords);
  if (filter.search !== undefined)
    return (
      <div className={styles.empty} role="status">
        <Text fw={600}>{words.noneFound(filter.search)}</Text>
        <Button variant="default" size="sm" onClick={onShowAll}>
          {words.showAll}
        </Button>
      </div>
    );
  return (
    <div className={styles.empty}>
      <Text fw={600}>{words.firstTitle}</Text>
      <Text size="sm" c="dimmed">
        {words.firstText}
      </Text>
      <Button component={Link} to="/groups/new" size="sm">
        {words.add}
      </Button>
    </div>
  );
}

/** Nothing is open beside the list. */
export function NoGroupOpen() {
  const words = useWords(groupWords);
  return (
    <div className={styles.nothing}>
      <Text fw={600} c="var(--mantine-color-text)">
        {words.nothingOpen}
      </Text>
      <span>{words.nothingOpenHint}</span>
    </div>
  );
}
