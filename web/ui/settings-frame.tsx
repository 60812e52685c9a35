import { Anchor, Skeleton, Title, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LoadFailed } from './load-failed.tsx';
import styles from './settings-frame.module.css';
import { useArrived } from './use-arrived.ts';

interface SettingsSectionProps<T> {
  readonly settings: UseQueryResult<T>;
  readonly children: (settings: T) => ReactNode;
}

/** A feature's settings as a section of My Settings: its cards once they are there. */
export function SettingsSection<T>({ settings, children }: SettingsSectionProps<T>) {
  const arrived = useArrived(settings.data);
  if (settings.isError && settings.data === undefined) return <Failed settings={settings} />;
  if (settings.data === undefined || !arrived) return <Skeleton height={640} radius="lg" />;
  return children(settings.data);
}

interface SettingsFrameProps<T> extends SettingsSectionProps<T> {
  readonly title: string;
  /** The words of the way back to My Settings, and its section. */
  readonly back: string;
  readonly section: string;
  /** What the settings do, beside them. */
  readonly beside: (settings: T) => ReactNode;
}

/** A feature's settings on a page of their own. */
export function SettingsFrame<T>({ settings, title, back, section, beside, children }: SettingsFrameProps<T>) {
  const { data } = settings;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Anchor component={Link} to="/settings" hash={section} size="sm">
          {back}
        </Anchor>
        <Title order={1}>{title}</Title>
      </header>
      <div className={styles.cards} aria-busy={settings.isPending}>
        {/* The cards are headed as they are in a section of My Settings: one level below it. */}
        <VisuallyHidden component="h2">{title}</VisuallyHidden>
        {settings.isError && data === undefined && <Failed settings={settings} />}
        {settings.isPending && <Skeleton height={640} radius="lg" />}
        {data !== undefined && children(data)}
      </div>
      <div className={styles.beside}>{data !== undefined && beside(data)}</div>
    </div>
  );
}

const Failed = ({ settings }: { settings: Pick<UseQueryResult, 'error' | 'refetch' | 'isFetching'> }) => (
  <LoadFailed error={settings.error} onRetry={() => void settings.refetch()} retrying={settings.isFetching} />
);
