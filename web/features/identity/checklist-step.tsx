import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { CheckIcon } from '#web/ui/icons.tsx';
import styles from './welcome.module.css';
import { identityWords } from './words.ts';

/** One line of the checklist: what to do, or that it is done. */
export function ChecklistStep({
  title,
  done,
  doneText,
  children,
}: {
  title: string;
  done: boolean;
  doneText: string;
  children: ReactNode;
}) {
  const words = useWords(identityWords);
  return (
    <li className={styles.step} data-done={done || undefined}>
      <span className={styles.mark} aria-hidden="true">
        {done && <CheckIcon size={16} />}
      </span>
      <div className={styles.stepBody}>
        <Title order={2}>
          {title}
          {done && <span className="visually-hidden"> – {words.done}</span>}
        </Title>
        <div role="status">
          {done && (
            <Text size="sm" c="dimmed" mt={4}>
              {doneText}
            </Text>
          )}
        </div>
        {!done && <div className={styles.stepContent}>{children}</div>}
      </div>
    </li>
  );
}
