import { lazy, Suspense } from 'react';
import styles from './deletion-notice.module.css';
import { usePlannedDeletion } from './use-planned-deletion.ts';

const DeletionBanner = lazy(async () => ({ default: (await import('./deletion-banner.tsx')).DeletionBanner }));

/** The banner of a planned deletion, or nothing. That one is planned comes with the page, so its place is kept from the first drawing on. */
export function DeletionNotice() {
  const { data } = usePlannedDeletion();
  if (!data || data.planned === null) return null;
  return (
    <div className={styles.place}>
      <Suspense>
        <DeletionBanner company={data.company} planned={data.planned} />
      </Suspense>
    </div>
  );
}
