import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import styles from './settings.module.css';

export interface SaveRowProps {
  onSave: () => void;
  onRestore: () => void;
  /** A field, its button, and what became of it. */
  children: ReactNode;
}

/** A field with its own save: Enter saves, Escape restores. */
export function SaveRow({ onSave, onRestore, children }: SaveRowProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  const restore = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onRestore();
  };
  return (
    <form className={styles.row} onSubmit={submit} onKeyDown={restore} noValidate>
      {children}
    </form>
  );
}
