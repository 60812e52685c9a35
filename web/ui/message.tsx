import type { ReactNode } from 'react';
import { AlertIcon, CheckIcon } from './icons.tsx';
import styles from './message.module.css';

export interface MessageProps {
  kind: 'info' | 'good' | 'warning' | 'bad';
  title?: ReactNode;
  children?: ReactNode;
  /** `alert` where it appears because something went wrong; `status` where it is news. */
  role?: 'alert' | 'status';
}

/** A block that tells one thing: information, success, a warning, or a failure. */
export function Message({ kind, title, children, role }: MessageProps) {
  return (
    <div className={styles.message} data-kind={kind} role={role}>
      <span className={styles.icon}>{kind === 'good' ? <CheckIcon size={18} /> : <AlertIcon size={18} />}</span>
      <div className={styles.text}>
        {title !== undefined && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}
