import { Button } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { BackIcon } from './more-icons.tsx';
import styles from './panes.module.css';

/** The way back to the list, where it does not stand beside: at phone width. */
export const BackLink = ({ to, children }: Pick<LinkProps, 'to'> & { children: string }) => (
  <Button
    component={Link}
    to={to}
    variant="subtle"
    size="compact-md"
    leftSection={<BackIcon size={18} />}
    className={styles.back}
  >
    {children}
  </Button>
);
