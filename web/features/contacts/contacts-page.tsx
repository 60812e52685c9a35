import { Button, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { ContactSummary } from '#contract/contacts.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { numberFormat } from '#web/lib/formats.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { MoreIcon, PlusIcon } from '#web/ui/more-icons.tsx';
import styles from '#web/ui/panes.module.css';
import { PopMenu } from '#web/ui/pop-menu.tsx';
import { SearchField } from '#web/ui/search-field.tsx';
import { WindowList, WindowListSkeleton } from '#web/ui/window-list.tsx';
import './refusals.ts';
import { ContactFace } from './contact-face.tsx';
import { contactWords } from './contact-words.ts';
import own from './contacts.module.css';
import { SelectionBar } from './selection-bar.tsx';
import { type ContactsFilter, useContacts } from './use-contacts.ts';

export interface ContactsPageProps {
  readonly filter: ContactsFilter;
  readonly onFilter: (filter: ContactsFilter) => void;
  /** Whether something is open beside the list: on a phone it takes its place. */
  readonly open: boolean;
  readonly onGo: (to: '/contacts/import' | '/contacts/duplicates') => void;
  readonly children: ReactNode;
}

/** The line's contacts: the list at the left, the open one at the right. */
export function ContactsPage({ filter, onFilter, open, onGo, children }: ContactsPageProps) {
  const words = useWords(contactWords);
  const language = useLanguage();
  const list = useContacts(filter);
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const total = list.data?.pages[0]?.total ?? undefined;
  return (
    <div className={styles.panes} data-open={open || undefined}>
      <section className={styles.listPane} aria-labelledby="contacts-title">
        <header className={styles.listHead}>
          <div className={styles.listTitle}>
            <Title order={open ? 2 : 1} size="h1" id="contacts-title">
              {words.title}{' '}
              {total !== undefined && total > 0 && (
                <Text component="span" size="sm" c="dimmed" className="tabular">
                  {numberFormat(localeOf(language)).format(total)}
                </Text>
              )}
            </Title>
            <div className={styles.listActions}>
              <Button component={Link} to="/contacts/new" size="compact-md" leftSection={<PlusIcon size={16} />}>
                {words.add}
              </Button>
              <PopMenu
                label={words.more}
                className={own.more}
                items={[
                  { label: words.import, onSelect: () => onGo('/contacts/import') },
                  { label: words.exportCsv, onSelect: () => window.location.assign('/api/contacts/export?format=csv') },
                  {
                    label: words.exportVcard,
                    onSelect: () => window.location.assign('/api/contacts/export?format=vcard'),
                  },
                  { label: words.duplicates, onSelect: () => onGo('/contacts/duplicates') },
                  { label: words.choose, onSelect: () => setChosen(new Set()) },
                ]}
              >
                <MoreIcon />
              </PopMenu>
            </div>
          </div>
          <SearchField
            label={words.search}
            clearLabel={words.clearSearch}
            value={filter.search ?? ''}
            onSearch={(search) => onFilter({ ...(filter.only && { only: filter.only }), ...(search && { search }) })}
          />
          <Filters filter={filter} onFilter={onFilter} />
        </header>
        {chosen !== undefined && <SelectionBar chosen={chosen} onDone={() => setChosen(undefined)} />}
        <List filter={filter} list={list} chosen={chosen} onChoose={setChosen} onShowAll={() => onFilter({})} />
      </section>
      <div className={styles.openPane}>{children}</div>
    </div>
  );
}

function Filters({ filter, onFilter }: Pick<ContactsPageProps, 'filter' | 'onFilter'>) {
  const words = useWords(contactWords);
  const searching = filter.search === undefined ? {} : { search: filter.search };
  const chips = [
    { name: words.all, only: undefined },
    { name: words.unnamed, only: 'unnamed' },
    { name: words.optedOut, only: 'blocked' },
    { name: words.screened, only: 'screened' },
  ] as const;
  return (
    <fieldset className={styles.chips}>
      <legend className="visually-hidden">{words.filters}</legend>
      {chips.map(({ name, only }) => (
        <button
          key={name}
          type="button"
          aria-pressed={filter.only === only}
          onClick={() => onFilter({ ...searching, ...(only && { only }) })}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

interface ListProps {
  readonly filter: ContactsFilter;
  readonly list: ReturnType<typeof useContacts>;
  readonly chosen: ReadonlySet<string> | undefined;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
  readonly onShowAll: () => void;
}

function List({ filter, list, chosen, onChoose, onShowAll }: ListProps) {
  const words = useWords(contactWords);
  const rows = list.data?.pages.flatMap((page) => page.contacts) ?? [];
  if (list.isPending) return <WindowListSkeleton />;
  if (list.isError && rows.length === 0)
    return (
      <div className={styles.note}>
        <LoadFailed error={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      </div>
    );
  if (rows.length === 0) return <Empty filter={filter} onShowAll={onShowAll} />;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <WindowList label={words.list} rows={rows} keyOf={(row) => row.id} more={list} moreLabel={words.loadMore}>
      {(row) => <Row contact={row} chosen={chosen?.has(row.id)} onToggle={toggle} filter={filter} />}
    </WindowList>
  );
}

interface RowProps {
  readonly contact: ContactSummary;
  /** undefined: nobody is being chosen, and a row opens its contact. */
  readonly chosen: boolean | undefined;
  readonly onToggle: (id: string) => void;
  readonly filter: ContactsFilter;
}

function Row({ contact, chosen, onToggle, filter }: RowProps) {
  const { region } = usePlace();
  const words = useWords(contactWords);
  const number = formatNumber(contact.number, region);
  const inside = (
    <>
      {chosen !== undefined && (
        <input
          type="checkbox"
          className={own.tick}
          aria-label={contact.name || number}
          checked={chosen}
          onChange={() => onToggle(contact.id)}
        />
      )}
      <ContactFace id={contact.id} name={contact.name} size={36} />
      <span className={styles.rowText}>
        <span className={styles.rowName}>{contact.name || number}</span>
        {contact.name !== '' && <span className={`${styles.rowMore} tabular`}>{number}</span>}
      </span>
      {contact.screened && <span className={styles.tag}>{words.screenedTag}</span>}
      {contact.blocked && (
        <span className={styles.tag} data-kind="warning">
          {words.optedOutTag}
        </span>
      )}
    </>
  );
  // biome-ignore lint/a11y/noLabelWithoutControl: the tick is in it, and has its own name
  if (chosen !== undefined) return <label className={styles.row}>{inside}</label>;
  return (
    <Link to="/contacts/$contact" params={{ contact: contact.id }} search={filter} className={styles.row}>
      {inside}
    </Link>
  );
}

function Empty({ filter, onShowAll }: { filter: ContactsFilter; onShowAll: () => void }) {
  const words = useWords(contactWords);
  if (filter.search !== undefined || filter.only !== undefined)
    return (
      <div className={styles.empty} role="status">
        <Text fw={600}>{filter.search === undefined ? words.noneSuch : words.noneFound(filter.search)}</Text>
        <Text size="sm" c="dimmed">
          {words.noneFoundHint}
        </Text>
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
      <Button component={Link} to="/contacts/import" size="sm">
        {words.import}
      </Button>
    </div>
  );
}

/** Nothing is open beside the list. */
export function NoContactOpen() {
  const words = useWords(contactWords);
  return (
    <div className={styles.nothing}>
      <Text fw={600} c="var(--mantine-color-text)">
        {words.nothingOpen}
      </Text>
      <span>{words.nothingOpenHint}</span>
    </div>
  );
}
