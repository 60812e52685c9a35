import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type PhoneSettings, voice } from '#contract/voice.ts';
import { call } from '#web/lib/api.ts';
import { exactTime } from '#web/lib/format-time.ts';
import { useMe } from '#web/lib/queries.ts';
import { instantOf, zoneName } from '#web/lib/wall-time.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { PathDrawing } from './path-drawing.tsx';
import styles from './settings.module.css';
import { sentencesOf } from './step-sentences.ts';
import { phoneSettingsWords } from './words.ts';

const settleFor = 300;

/** The way of a call for a chosen caller and time, by the server's own rule: drawn, and in words. */
export function WhatHappensCard({ settings }: { settings: PhoneSettings }) {
  const words = useWords(phoneSettingsWords);
  const language = useLanguage();
  const timeZone = useMe()?.line.timeZone ?? 'UTC';
  const [from, setFrom] = useState('');
  const [at, setAt] = useState('');
  const [asked] = useDebouncedValue(JSON.stringify({ from: from.trim(), at }), settleFor);
  const answer = useQuery({
    // Asked again when a setting changes: the way is that of the settings as they stand.
    queryKey: ['settings', 'what happens to a call', asked, timeZone, settings],
    queryFn: ({ signal }) => call(voice.whatHappens, { query: queryOf(asked, timeZone), signal }),
    placeholderData: (before) => before,
    retry: false,
  });
  return (
    <SettingsCard id="what-happens-to-calls" level={3} title={words.what} description={words.whatAbout}>
      <div className={styles.ask}>
        <TextInput
          label={words.whatFrom}
          type="tel"
          placeholder={words.whatFromPlaceholder}
          value={from}
          maxLength={60}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        />
        <TextInput
          label={words.whatAt}
          type="datetime-local"
          description={words.whatZone(zoneName(timeZone))}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={at}
          onChange={({ currentTarget }) => setAt(currentTarget.value)}
        />
      </div>
      {answer.isError && <LoadFailed error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data !== undefined && (
        <div aria-busy={answer.isPlaceholderData}>
          <PathDrawing steps={answer.data.steps} />
          {at !== '' && <p className={styles.note}>{exactTime(answer.data.at, language, timeZone)}</p>}
          {settings.hasHours && <p className={styles.note}>{answer.data.open ? words.whatOpen : words.whatClosed}</p>}
          <ol className={styles.steps} aria-label={words.whatPath}>
            {answer.data.steps
              .flatMap((step) => sentencesOf(step, words))
              .map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
          </ol>
        </div>
      )}
    </SettingsCard>
  );
}

function queryOf(asked: string, timeZone: string) {
  const { from, at } = JSON.parse(asked) as { from: string; at: string }; // stringified above
  return { ...(from === '' ? {} : { from }), ...(at === '' ? {} : { at: instantOf(at, timeZone).toISOString() }) };
}
