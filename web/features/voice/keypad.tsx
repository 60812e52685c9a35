import { UnstyledButton } from '@mantine/core';
import { keys } from '#contract/tones.ts';
import { useWords } from '#web/lib/words.tsx';
import styles from './voice.module.css';
import { voiceWords } from './words.ts';

/** The twelve keys of a telephone. */
export function Keypad({ onKey }: { onKey: (key: string) => void }) {
  const words = useWords(voiceWords);
  return (
    <div className={styles.keypad}>
      {keys.map((key) => (
        <UnstyledButton key={key} className={styles.key} aria-label={words.key(key)} onClick={() => onKey(key)}>
          {key}
        </UnstyledButton>
      ))}
    </div>
  );
}
