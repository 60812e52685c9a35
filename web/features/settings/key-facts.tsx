import type { ReactNode } from 'react';
import styles from './key-facts.module.css';

/** A few facts in a line: "Created 3 days ago · Last used yesterday". */
export const KeyFacts = ({ facts }: { facts: readonly { term: string; is: ReactNode }[] }) => (
  <dl className={styles.facts}>
    {facts.map(({ term, is }) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>{is}</dd>
      </div>
    ))}
  </dl>
);
