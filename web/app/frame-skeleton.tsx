import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { Logo } from './logo.tsx';
import styles from './shell.module.css';
import { appWords } from './words.ts';

interface FrameSkeletonProps {
  readonly navigation?: ReactNode;
  /** The page fills the window, and scrolls within itself. */
  readonly fills?: boolean;
  readonly children?: ReactNode;
}

/** The shell while it is not yet known who is signed in: the same bar, nothing in it moves later. */
export function FrameSkeleton({ navigation, fills = false, children }: FrameSkeletonProps) {
  const words = useWords(appWords);
  return (
    <div className={styles.shell} data-nav={navigation !== undefined || undefined} data-fill={fills || undefined}>
      <header className={styles.bar}>
        <span className={styles.home}>
          <Logo compact />
        </span>
        <Skeleton width={124} height={16} mr={26} visibleFrom="xs" />
        <Skeleton circle height={32} />
        <Skeleton width={96} height={16} visibleFrom="sm" />
        <span className={styles.gearWaiting} />
      </header>
      {navigation}
      <main className={styles.main} aria-busy="true">
        <div className={styles.content}>{children ?? <h1 className="visually-hidden">{words.loading}</h1>}</div>
      </main>
    </div>
  );
}
