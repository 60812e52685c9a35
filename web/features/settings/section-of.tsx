import type { ReactNode } from 'react';
import { type Section, useSectionNames } from './page-index.tsx';
import styles from './settings-page.module.css';

/** A titled run of cards with its own address. */
export function SectionOf({ id, children }: { id: Section; children: ReactNode }) {
  const names = useSectionNames();
  return (
    <section id={id} className={styles.section}>
      <h2 id={`${id}-title`} className={styles.sectionTitle}>
        {names[id]}
      </h2>
      {children}
    </section>
  );
}
