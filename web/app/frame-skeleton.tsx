import { Skeleton } from '@mantine/core';
import { Logo } from './logo.tsx';
import styles from './shell.module.css';

/** The shell while it is not yet known who is signed in: the same bar, nothing in it moves later. */
export function FrameSkeleton() {
  return (
    <div className={styles.shell} aria-busy="true">
      <div className={styles.bar}>
        <span className={styles.home}>
          <Logo compact />
        </span>
        <Skeleton width={120} height={16} visibleFrom="xs" />
        <Skeleton circle height={32} ml={12} mr={48} />
      </div>
    </div>
  );
}
