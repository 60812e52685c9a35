import { Button, SegmentedControl, Skeleton, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import { CallRow } from './call-row.tsx';
import './refusals.ts';
import { type Show, useCalls, usePlaceCall } from './use-calls.ts';
import { useWanted } from './use-wanted.ts';
import styles from './voice.module.css';
import { voiceWords } from './words.ts';

/** Calls of the line: whom one called, who called, who was missed, who left a voicemail. `wanted`: the one to go to. */
export function CallsPage({ wanted }: { wanted: string | undefined }) {
  const words = useWords(voiceWords);
  const [show, setShow] = useState<Show>('all');
  const calls = useCalls(show);
  const found = calls.data?.pages.flatMap((page) => page.calls) ?? [];
  const search = useWanted(wanted, found, calls);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Title order={1}>{words.title}</Title>
        <DialForm />
      </header>
      <SegmentedControl
        aria-label={words.show}
        value={show}
        onChange={(value) => setShow(value as Show)} // one of the three below
        data={[
          { value: 'all', label: words.all },
          { value: 'missed', label: words.missed },
          { value: 'voicemail', label: words.voicemail },
        ]}
      />
      {search === 'gone' && <Message kind="info">{words.wantedGone}</Message>}
      {calls.isPending && <Skeleton height={320} radius="lg" />}
      {calls.isError && found.length === 0 && (
        <LoadFailed error={calls.error} onRetry={() => void calls.refetch()} retrying={calls.isFetching} />
      )}
      {calls.isSuccess && found.length === 0 && (
        <div className={styles.empty}>
          <Text fw={600}>
            {{ all: words.emptyTitle, missed: words.noneMissed, voicemail: words.noneVoicemail }[show]}
          </Text>
          {show === 'all' && (
            <Text size="sm" c="dimmed">
              {words.emptyBody}
            </Text>
          )}
        </div>
      )}
      {found.length > 0 && (
        <ul className={styles.calls}>
          {found.map((one) => (
            <CallRow key={one.id} call={one} wanted={one.id === wanted} />
          ))}
        </ul>
      )}
      {calls.hasNextPage && (
        <Button variant="default" loading={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </div>
  );
}

function DialForm() {
  const words = useWords(voiceWords);
  const say = useRefusalWords();
  const place = usePlaceCall();
  const [to, setTo] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to.trim() !== '' && !place.isPending) place.mutate(to, { onSuccess: () => setTo('') });
  };
  return (
    <form className={styles.dial} onSubmit={submit} noValidate>
      <TextInput
        aria-label={words.dialLabel}
        type="tel"
        placeholder={words.dialPlaceholder}
        value={to}
        maxLength={60}
        onChange={({ currentTarget }) => {
          place.reset();
          setTo(currentTarget.value);
        }}
        error={place.isError && say(place.error)}
      />
      <Button type="submit" loading={place.isPending} disabled={to.trim() === ''}>
        {words.call}
      </Button>
    </form>
  );
}
