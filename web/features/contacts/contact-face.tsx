import { Avatar, inkFor } from '#web/ui/avatar.tsx';
import { PersonIcon } from '#web/ui/icons.tsx';
import styles from '#web/ui/panes.module.css';

/** Initials, or a figure where only a number is known. */
export function ContactFace({ id, name, size }: { id: string; name: string; size: number }) {
  if (name !== '') return <Avatar id={id} name={name} picture={null} size={size} />;
  return (
    <span aria-hidden="true" className={styles.face} style={{ width: size, height: size, background: inkFor(id) }}>
      <PersonIcon size={size * 0.55} />
    </span>
  );
}
