import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './panel.module.css';

/** The one thing on a page outside the shell: a heading and what to do. */
export function Panel({
  title,
  intro,
  children,
  after,
}: {
  title: string;
  intro?: ReactNode;
  children?: ReactNode;
  after?: ReactNode;
}) {
  return (
    <>
      <section className={styles.panel}>
        <Title order={1} className={styles.title}>
          {title}
        </Title>
        {intro !== undefined && <div className={styles.intro}>{intro}</div>}
        {children !== undefined && <div className={styles.body}>{children}</div>}
      </section>
      {after !== undefined && <p className={styles.after}>{after}</p>}
    </>
  );
}
