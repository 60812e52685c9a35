import { Button, Skeleton, Text } from '@mantine/core';
import type { Delivery } from '#contract/webhooks.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { momentWords } from '../short-time.ts';
import styles from './settings.module.css';
import { useDeliveries, useSendAgain } from './use-webhook.ts';
import { messageSettingsWords } from './words.ts';

/** What a test came to, with the answer as it was. */
export function TestResult({ delivery }: { delivery: Delivery }) {
  const words = useWords(messageSettingsWords);
  if (delivery.attempts === 0) return <p className={styles.note}>{words.webhookTesting}</p>;
  return (
    <>
      <p className={styles.result} data-state={delivery.state === 'delivered' ? 'delivered' : 'failed'}>
        {resultOf(delivery, words)}
      </p>
      {delivery.answer !== null && delivery.answer !== '' && (
        <>
          <p className={styles.note}>{words.answerWas}</p>
          <pre className={styles.answer}>{delivery.answer}</pre>
        </>
      )}
    </>
  );
}

type Words = (typeof messageSettingsWords)['en'] | (typeof messageSettingsWords)['es'];
function resultOf(delivery: Delivery, words: Words): string {
  if (delivery.status === null) return words.testNone(delivery.why ?? '');
  return delivery.state === 'delivered'
    ? words.testOk(delivery.status, delivery.tookMs ?? 0)
    : words.testBad(delivery.status);
}

/** What the address was told, newest first; anything can be sent again. */
export function DeliveryLog() {
  const words = useWords(messageSettingsWords);
  const list = useDeliveries();
  if (list.isPending) return <Skeleton height={120} />;
  if (list.isError) return <LoadFailed error={list.error} onRetry={() => void list.refetch()} />;
  const deliveries = list.data.pages.flatMap((page) => page.deliveries);
  if (deliveries.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.logEmpty}
      </Text>
    );
  return (
    <>
      <ul className={styles.log}>
        {deliveries.map((delivery) => (
          <Line key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" size="xs" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.logMore}
        </Button>
      )}
    </>
  );
}

function Line({ delivery }: { delivery: Delivery }) {
  const words = useWords(messageSettingsWords);
  const say = useRefusalWords();
  const language = useLanguage();
  const { timeZone } = usePlace();
  const again = useSendAgain();
  const time = momentWords(delivery.at, language, timeZone);
  const event = words[`event_${delivery.event}`];
  const facts = [
    words[`result_${delivery.state}`],
    delivery.status === null ? delivery.why : String(delivery.status),
    delivery.attempts > 1 ? words.logTries(delivery.attempts) : null,
    delivery.nextAt === null ? null : words.logNext(momentWords(delivery.nextAt, language, timeZone)),
  ].filter((fact) => fact !== null && fact !== '');
  return (
    <li>
      <span>
        <strong>{event}</strong> · {time}
        <br />
        <span className={styles.result} data-state={delivery.state}>
          {facts.join(' · ')}
        </span>
      </span>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={words.logAgainOf(event, time)}
        loading={again.isPending}
        onClick={() => again.mutate(delivery.id)}
      >
        {words.logAgain}
      </Button>
      <details>
        <summary>{words.logSent}</summary>
        <p className={styles.note}>{delivery.url}</p>
        <pre className={styles.answer}>{delivery.body}</pre>
        {delivery.answer !== null && delivery.answer !== '' && (
          <>
            <p className={styles.note}>{words.answerWas}</p>
            <pre className={styles.answer}>{delivery.answer}</pre>
          </>
        )}
      </details>
      <FieldError>{again.isError ? say(again.error) : undefined}</FieldError>
    </li>
  );
}
