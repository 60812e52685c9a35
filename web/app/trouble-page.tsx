import { Button, Text, Title } from '@mantine/core';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Refusal } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { Logo } from './logo.tsx';
import styles from './trouble-page.module.css';
import { appWords } from './words.ts';

const retryEvery = 5000;

export function NotFoundPage() {
  const words = useWords(appWords);
  return (
    <main className={styles.page}>
      <Logo />
      <Title order={1}>{words.notFoundTitle}</Title>
      <Text c="dimmed">{words.notFoundText}</Text>
      <Button renderRoot={(props) => <Link to="/" {...props} />}>{words.toStart}</Button>
    </main>
  );
}

/** The same with nothing around it. */
export const WholePageTrouble = (props: ErrorComponentProps) => (
  <main>
    <TroublePage {...props} />
  </main>
);

/** In the place of a page that could not load, or that broke while it was drawn. */
export function TroublePage({ error }: ErrorComponentProps) {
  const words = useWords(appWords);
  const say = useRefusalWords();
  const router = useRouter();
  const isAway = error instanceof Refusal && (error.status === 0 || error.status >= 500);
  useEffect(() => {
    if (!isAway) return;
    const timer = setInterval(() => void router.invalidate(), retryEvery);
    return () => clearInterval(timer);
  }, [isAway, router]);
  const wasRefused = error instanceof Refusal;
  return (
    <div className={styles.page} role="alert">
      <Title order={1}>{wasRefused ? words.failedTitle : words.brokenTitle}</Title>
      <Text c="dimmed">{wasRefused ? say(error) : words.brokenText}</Text>
      <Button onClick={() => (wasRefused ? void router.invalidate() : window.location.reload())}>
        {wasRefused ? words.retry : words.reload}
      </Button>
    </div>
  );
}
