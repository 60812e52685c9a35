import type { ComponentProps } from 'react';
import styles from './table.module.css';

/** A plain table in our measures. Rows and cells are HTML's own. */
export const Table = ({ className, ...table }: ComponentProps<'table'>) => (
  <table className={`${styles.table} ${className ?? ''}`} {...table} />
);
