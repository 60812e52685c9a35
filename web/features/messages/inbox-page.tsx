import { Button, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { CloseIcon, PlusIcon, SearchIcon } from '#web/ui/more-icons.tsx';
import styles from './inbox.module.css';
import { inboxWords } from './inbox-words.ts';
import { ScheduledLink } from './scheduled-link.tsx';
import { ThreadList } from './thread-list.tsx';
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
          <SearchField filter={filter} onFilter={onFilter} />
          <Filters filter={filter} onFilter={onFilter} />
        </header>
        <ThreadList filter={filter} onShowAll={() => onFilter({})} />
      </section>
      <div className={styles.openPane}>{children}</div>
    </div>
  );
}

const settleFor = 220;

function SearchField({ filter, onFilter }: Pick<InboxPageProps, 'filter' | 'onFilter'>) {
  const words = useWords(inboxWords);
  const [text, setText] = useState(filter.search ?? '');
  const latest = useRef({ filter, onFilter });
  latest.current = { filter, onFilter };
  useEffect(() => {
    const wanted = text.trim() === '' ? undefined : text.trim();
    if (wanted === latest.current.filter.search) return;
    const timer = setTimeout(() => {
      const { search: _, ...others } = latest.current.filter;
      latest.current.onFilter(wanted === undefined ? others : { ...others, search: wanted });
    }, settleFor);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    // "Show all", or the browser's back: the field follows the address.
    setText((now) => (now.trim() === (filter.search ?? '') ? now : (filter.search ?? '')));
  }, [filter.search]);
  return (
    <search className={styles.search}>
      <SearchIcon size={18} />
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={text}
        maxLength={200}
        data-shortcut="search"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setText('')}
      />
      {text !== '' && (
        <button type="button" aria-label={words.clearSearch} onClick={() => setText('')}>
          <CloseIcon size={16} />
        </button>
      )}
    </search>
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
    <fieldset className={styles.filters}>
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
      <p>{words.pickTitle}</p>
      <p>{words.pickText}</p>
    </div>
  );
}
