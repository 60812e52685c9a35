import { useCallback, useEffect, useState } from 'react';
import styles from './undo-note.module.css';

/** Something was done that can be taken back. */
export interface Undoable {
  readonly what: string;
  readonly undo?: () => void;
}

const shownFor = 10_000;

/** The newest thing that can be taken back, for ten seconds. */
export function useUndo() {
  const [done, setDone] = useState<Undoable>();
  useEffect(() => {
    if (done === undefined) return;
    const timer = setTimeout(() => setDone(undefined), shownFor);
    return () => clearTimeout(timer);
  }, [done]);
  const dismiss = useCallback(() => setDone(undefined), []);
  return { done, tell: setDone, dismiss };
}

interface UndoNoteProps {
  readonly done: Undoable | undefined;
  readonly label: string;
  readonly onDismiss: () => void;
}

/** "Deleted. Undo", at the bottom of the screen and heard by screen readers. */
export function UndoNote({ done, label, onDismiss }: UndoNoteProps) {
  const undo = () => {
    done?.undo?.();
    onDismiss();
  };
  return (
    <div role="status">
      {done !== undefined && (
        <div className={styles.note}>
          <span>{done.what}</span>
          {done.undo !== undefined && (
            <button type="button" onClick={undo}>
              {label}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
