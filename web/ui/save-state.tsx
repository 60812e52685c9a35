import { useCallback, useEffect, useState } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { CheckIcon } from './icons.tsx';
import styles from './save-state.module.css';
import { uiWords } from './words.ts';

const shownFor = 3000;

/** `markSaved()` after a save that went through; `saved` is then true for three seconds. */
export function useSaved() {
  const [savedAt, setSavedAt] = useState(0);
  useEffect(() => {
    if (savedAt === 0) return;
    const timer = setTimeout(() => setSavedAt(0), shownFor);
    return () => clearTimeout(timer);
  }, [savedAt]);
  const markSaved = useCallback(() => setSavedAt((last) => last + 1), []);
  return { saved: savedAt !== 0, markSaved };
}

/** "Saved", seen beside the button and heard by screen readers. It takes its room always, so nothing jumps. */
export function SaveState({ saved, label }: { saved: boolean; label?: string }) {
  const words = useWords(uiWords);
  return (
    <span role="status" className={styles.state} data-shown={saved || undefined}>
      {saved && (
        <>
          <CheckIcon size={16} />
          {label ?? words.saved}
        </>
      )}
    </span>
  );
}
