import type { ReactNode } from 'react';
import styles from './field-error.module.css';
import { AlertIcon } from './icons.tsx';

/** What went wrong, beside the thing it is about, for what is not a Mantine field (those take `error`). Announced when it appears. */
export function FieldError({ id, children }: { id?: string; children?: ReactNode }) {
  const empty = children === undefined || children === null || children === false || children === '';
  return (
    <div role="alert" id={id} className={styles.error} data-empty={empty || undefined}>
      {!empty && (
        <>
          <AlertIcon size={16} />
          <span>{children}</span>
        </>
      )}
    </div>
  );
}
