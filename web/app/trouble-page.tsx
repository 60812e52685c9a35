import { Button, Text, Title } from '@mantine/core';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Refusal } from '#web/lib/api.ts';
import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import styles from './trouble-page.module.css';
import { appWords } from './words.ts';

export function NotFoundPage() {
  const words = useWords(appWords);
  return (
    <div className={styles.page}>
      <Title order={1}>{words.notFoundTitle}</Title>
      <Text c="dimmed">{words.notFoundText}</Text>
      <Button renderRoot={(props) => <Link to="/" {...props} />}>{words.toStart}</Button>
    </div>
  );
}

/** In the place of a page that could not load, or that broke while it was drawn. */
export function TroublePage({ error }: ErrorComponentProps) {
  const words = useWords(appWords);
  const router = useRouter();
  useEffect(() => {
    // The server came back while the page was waiting for it.
    if (!(error instanceof Refusal)) return;
    const retry = () => void router.invalidate();
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [error, router]);
  if (error instanceof Refusal) {
    return (
      <div className={styles.page} data-wide>
        <LoadFailed error={error} onRetry={() => void router.invalidate()} />
      </div>
    );
  }
  return (
    <div className={styles.page} role="alert">
      <Title order={1}>{words.brokenTitle}</Title>
      <Text c="dimmed">{words.brokenText}</Text>
      <Button onClick={() => window.location.reload()}>{words.reload}</Button>
    </div>
  );
}
