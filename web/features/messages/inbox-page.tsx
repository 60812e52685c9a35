import { Button, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useDeferredValue } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { PlusIcon } from '#web/ui/more-icons.tsx';
import styles from '#web/ui/panes.module.css';
import { SearchField } from '#web/ui/search-field.tsx';
import { inboxWords } from './inbox-words.ts';
import { ScheduledLink } from './scheduled-link.tsx';
import { ThreadList, ThreadListSkeleton } from './thread-list.tsx';
import { type InboxFilter, useLabels } from './use-inbox.ts';

export interface InboxPageProps {
  readonly filter: InboxFilter;
  readonly onFilter: (filter: InboxFilter) => void;
  /** Whether a conversation is open: on a phone it takes the place of the list. */
  readonly open: boolean;
  /** The conversation. */
  readonly children: ReactNode;
}

/** The inbox: conversations at the left, the open one at the right; one after the other at phone width. */
export function InboxPage({ filter, onFilter, open, children }: InboxPageProps) {
  const words = useWords(inboxWords);
  // A conversation that the page opens with is what one came for: it is drawn before the list beside it.
  const listStands = useDeferredValue(true, !open);
  return (
    <div className={styles.panes} data-open={open || undefined}>
      <section className={styles.listPane} aria-labelledby="inbox-title">
        <header className={styles.listHead}>
          <div className={styles.listTitle}>
            <Title order={open ? 2 : 1} size="h1" id="inbox-title">
              {words.title}
            </Title>
            <Button component={Link} to="/inbox/new" search size="compact-md" leftSection={<PlusIcon size={16} />}>
              {words.newText}
            </Button>
          </div>
          <SearchField
            label={words.search}
            clearLabel={words.clearSearch}
            value={filter.search ?? ''}
            onSearch={(search) => {
              const { search: _, ...others } = filter;
              onFilter(search === '' ? others : { ...others, search });
            }}
          />
          <Filters filter={filter} onFilter={onFilter} />
        </header>
        {listStands ? <ThreadList filter={filter} onShowAll={() => onFilter({})} /> : <ThreadListSkeleton />}
      </section>
      <div className={styles.openPane}>{children}</div>
    </div>
  );
}

function Filters({ filter, onFilter }: Pick<InboxPageProps, 'filter' | 'onFilter'>) {
  const words = useWords(inboxWords);
  const labels = useLabels(true).data ?? [];
  const { search, label, show } = filter;
  const searching = search === undefined ? {} : { search };
  const chips = [
    { name: words.all, on: show === undefined && label === undefined, filter: searching },
    { name: words.unread, on: show === 'unread', filter: { ...searching, show: 'unread' as const } },
    { name: words.starred, on: show === 'starred', filter: { ...searching, show: 'starred' as const } },
  ];
  return (
    <fieldset className={styles.chips}>
      <legend className="visually-hidden">{words.filters}</legend>
      {chips.map((chip) => (
        <button key={chip.name} type="button" aria-pressed={chip.on} onClick={() => onFilter(chip.filter)}>
          {chip.name}
        </button>
      ))}
      {labels.length > 0 && (
        <select
          aria-label={words.label}
          value={label ?? ''}
          data-on={label !== undefined || undefined}
          onChange={({ currentTarget: { value } }) =>
            onFilter(value === '' ? searching : { ...searching, label: value })
          }
        >
          <option value="">{words.anyLabel}</option>
          {labels.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      )}
      <ScheduledLink filter={filter} />
    </fieldset>
  );
}

/** Beside the list while no conversation is open. */
export function NothingOpen() {
  const words = useWords(inboxWords);
  return (
    <div className={styles.nothing}>
      <Text fw={600} c="var(--mantine-color-text)">
        {words.pickTitle}
      </Text>
      <span>{words.pickText}</span>
    </div>
  );
}
