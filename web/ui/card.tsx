import type { ReactNode } from 'react';
import styles from './card.module.css';

export interface SettingsCardProps {
  /** The anchor: `/settings#cell` scrolls here. */
  id: string;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Actions and what became of them: the one primary button first, then `SaveState`. */
  footer?: ReactNode;
  /** Reddens the edge of a card whose action destroys something. */
  danger?: boolean;
  /** The heading's level: 3 where the cards of a page stand in sections of their own. */
  level?: 2 | 3;
}

/** One item of a settings page: it has its own save, its own errors and its own address. */
export function SettingsCard({
  id,
  title,
  description,
  children,
  footer,
  danger = false,
  level = 2,
}: SettingsCardProps) {
  const heading = `${id}-title`;
  const Heading = `h${level}` as const;
  return (
    <section id={id} aria-labelledby={heading} className={danger ? `${styles.card} ${styles.danger}` : styles.card}>
      <div className={styles.body}>
        <Heading id={heading} className={styles.title}>
          {title}
        </Heading>
        {description !== undefined && <div className={styles.description}>{description}</div>}
        {children !== undefined && <div className={styles.content}>{children}</div>}
      </div>
      {footer !== undefined && <div className={styles.footer}>{footer}</div>}
    </section>
  );
}
