import { Skeleton } from '@mantine/core';
import { useWords } from '#web/lib/words.tsx';
import { Logo } from './logo.tsx';
import styles from './shell.module.css';
import { appWords } from './words.ts';

/** The shell while it is not yet known who is signed in: the same bar, nothing in it moves later. */
export function FrameSkeleton() {
  const words = useWords(appWords);
  return (
    <div className={styles.shell}>
      <header className={styles.bar}>
        <span className={styles.home}>
          <Logo compact />
        </span>
        <Skeleton width={120} height={16} visibleFrom="xs" />
        <Skeleton circle height={32} ml={12} mr={48} />
      </header>
      <main aria-busy="true">
        <h1 className="visually-hidden">{words.loading}</h1>
      </main>
    </div>
  );
}
