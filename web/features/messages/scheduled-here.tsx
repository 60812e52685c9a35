import type { Undoable } from '#web/ui/undo-note.tsx';
import styles from './conversation.module.css';
import { ScheduledText } from './scheduled-text.tsx';
import { useScheduled } from './use-scheduled.ts';

interface ScheduledHereProps {
  readonly threadId: string;
  readonly lineId: string;
  readonly onEdit: () => void;
  readonly onTell: (done: Undoable) => void;
}

/** What waits for its time in this conversation, below what was said. */
export function ScheduledHere({ threadId, lineId, onEdit, onTell }: ScheduledHereProps) {
  const scheduled = (useScheduled().data ?? []).filter((one) => one.threadId === threadId);
  if (scheduled.length === 0) return null;
  return (
    <div className={styles.scheduled}>
      {scheduled.map((one) => (
        <ScheduledText key={one.id} scheduled={one} lineId={lineId} place={threadId} onEdit={onEdit} onTell={onTell} />
      ))}
    </div>
  );
}
