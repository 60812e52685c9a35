import type { Thread } from '#contract/messages.ts';
import { Avatar, inkFor } from '#web/ui/avatar.tsx';
import { PersonIcon } from '#web/ui/icons.tsx';
import { GroupIcon } from '#web/ui/more-icons.tsx';
import styles from '#web/ui/panes.module.css';
import { faceOf } from './who.ts';

/** What a conversation looks like at a glance: initials, or a figure where only a number is known. */
export function Face({ thread, size }: { thread: Thread; size: number }) {
  const { id, name } = faceOf(thread);
  if (thread.kind !== 'direct' || name === '') {
    return (
      <span aria-hidden="true" className={styles.face} style={{ width: size, height: size, background: inkFor(id) }}>
        {thread.kind === 'direct' ? <PersonIcon size={size * 0.55} /> : <GroupIcon size={size * 0.55} />}
      </span>
    );
  }
  return <Avatar id={id} name={name} picture={null} size={size} />;
}
