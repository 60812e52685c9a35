import { Button, Title } from '@mantine/core';
import { useWords } from '#web/lib/words.tsx';
import { PlusIcon, SearchIcon } from '#web/ui/more-icons.tsx';
import styles from '#web/ui/panes.module.css';
import { NothingOpen } from './inbox-page.tsx';
import { inboxWords } from './inbox-words.ts';
import { ThreadListSkeleton } from './thread-list.tsx';

/** The inbox before it has its facts: what can be read already, in its place. */
export function InboxOutline({ open }: { open: boolean }) {
  const words = useWords(inboxWords);
  return (
    <div className={styles.panes} data-open={open || undefined}>
      <section className={styles.listPane} aria-labelledby="inbox-title">
        <header className={styles.listHead}>
          <div className={styles.listTitle}>
            <Title order={open ? 2 : 1} size="h1" id="inbox-title">
              {words.title}
            </Title>
            <Button component="a" href="/inbox/new" size="compact-md" leftSection={<PlusIcon size={16} />}>
              {words.newText}
            </Button>
          </div>
          <div className={styles.search}>
            <SearchIcon size={18} />
            <span className={styles.searchWaiting}>{words.search}</span>
          </div>
          <div className={styles.chips}>
            {[words.all, words.unread, words.starred].map((name) => (
              <span key={name} className={styles.chip}>
                {name}
              </span>
            ))}
          </div>
        </header>
        <ThreadListSkeleton />
      </section>
      <div className={styles.openPane}>{!open && <NothingOpen />}</div>
    </div>
  );
}
