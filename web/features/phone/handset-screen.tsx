import { Button, Loader, Text } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import type { HandsetText } from '#contract/simulator.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import { AnswerBox } from './answer-box.tsx';
import { HandsetPhone } from './handset-phone.tsx';
import styles from './phone.module.css';
import { TextBubble } from './text-bubble.tsx';
import { useMarkRead, useTexts } from './use-handsets.ts';
import { phoneWords } from './words.ts';

interface HandsetScreenProps {
  readonly number: string;
  readonly unread: number;
  /** Absent where the list stands beside it. */
  readonly onBack: (() => void) | undefined;
}

/** One handset: its thread of texts and a box to write. */
export function HandsetScreen({ number, unread, onBack }: HandsetScreenProps) {
  const words = useWords(phoneWords);
  const { region } = usePlace();
  const texts = useTexts(number);
  const thread = useStickToEnd(texts.data);
  useMarkRead(number, texts.data?.findLast((text) => text.incoming)?.at, unread);
  return (
    <section className={styles.phone} aria-label={words.texts(formatNumber(number, region))}>
      <header className={styles.top}>
        {onBack && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onBack} leftSection="‹">
            {words.back}
          </Button>
        )}
        <Text fw={600} component="h2" className={styles.owner}>
          <PhoneNumber number={number} />
        </Text>
      </header>
      <HandsetPhone number={number} />
      <div
        className={styles.thread}
        ref={thread}
        role="log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={words.texts(formatNumber(number, region))}
      >
        {texts.isPending && <Loader size="sm" m="auto" />}
        {texts.isError && (
          <LoadFailed error={texts.error} onRetry={() => void texts.refetch()} retrying={texts.isFetching} />
        )}
        {texts.data?.length === 0 && (
          <div className={styles.quiet}>
            <Text fw={600}>{words.threadEmptyTitle}</Text>
            <Text size="sm" c="dimmed">
              {words.threadEmptyBody}
            </Text>
          </div>
        )}
        {texts.data?.map((text, place, all) => (
          <TextBubble key={text.id} text={text} showsNumber={text.with !== all[place - 1]?.with} />
        ))}
      </div>
      <AnswerBox number={number} lastSender={texts.data?.findLast((text) => text.incoming)?.with} />
    </section>
  );
}

/** Keeps the newest text in sight, as a phone does. */
function useStickToEnd(texts: readonly HandsetText[] | undefined) {
  const thread = useRef<HTMLDivElement>(null);
  const newest = texts?.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is to run when a newer text came
  useLayoutEffect(() => {
    thread.current?.scrollTo({ top: thread.current.scrollHeight });
  }, [newest]);
  return thread;
}
