import styles from './logo.module.css';

/** The mark: a trunk line with its branches, and the name beside it. */
export function Logo({ compact = false }: { compact?: boolean }) {
  return (
    <span className={styles.logo} data-compact={compact || undefined}>
      <svg width={28} height={28} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="9" className={styles.tile} />
        <path d="M8.5 10.5h15M16 10.5v12.5" className={styles.stroke} />
        <circle cx="9.5" cy="17" r="1.7" className={styles.dot} />
        <circle cx="22.5" cy="17" r="1.7" className={styles.dot} />
      </svg>
      <span className={styles.name}>Trunkline</span>
    </span>
  );
}
