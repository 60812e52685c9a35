import { Link } from '@tanstack/react-router';
import { useWords } from '#web/lib/words.tsx';
import styles from '#web/ui/panes.module.css';
import { scheduledWords } from './scheduled-words.ts';
import type { InboxFilter } from './use-inbox.ts';
import { useScheduled } from './use-scheduled.ts';

/** The way to what waits for its time, where anything does. */
export function ScheduledLink({ filter }: { filter: InboxFilter }) {
  const words = useWords(scheduledWords);
  const scheduled = useScheduled().data ?? [];
  if (scheduled.length === 0) return null;
  return (
    <Link to="/inbox/scheduled" search={filter} className={styles.chip}>
      {words.link(scheduled.length)}
    </Link>
  );
}
