import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type MessageSettings, messageSettings } from '#contract/message-settings.ts';
import { call } from '#web/lib/api.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useMe } from '#web/lib/queries.ts';
import { instantOf, zoneName } from '#web/lib/wall-time.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { PathDrawing } from './path-drawing.tsx';
import { pathWords, stepSentence } from './path-words.ts';
import styles from './settings.module.css';
import { messageSettingsWords } from './words.ts';

const settleFor = 300;

/** The path of a text for a chosen sender and time, by the server's own rule: drawn, and in words. */
export function WhatHappensCard({ settings }: { settings: MessageSettings }) {
  const timeZone = useMe()?.line.timeZone ?? 'UTC';
  const words = useWords(messageSettingsWords);
  const path = useWords(pathWords);
  const { region } = usePlace();
  const [from, setFrom] = useState('');
  const [text, setText] = useState(words.whatTextDefault);
  const [at, setAt] = useState('');
  const [asked] = useDebouncedValue(JSON.stringify({ from: from.trim(), text, at }), settleFor);
  const answer = useQuery({
    // Asked again when a setting changes: the path is that of the settings as they stand.
    queryKey: ['settings', 'what happens', asked, timeZone, settings],
    queryFn: ({ signal }) => call(messageSettings.whatHappens, { body: bodyOf(asked, timeZone), signal }),
    placeholderData: (before) => before,
    retry: false,
  });
  return (
    <SettingsCard id="what-happens" level={3} title={words.what} description={words.whatAbout}>
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
        <TextInput
          label={words.whatText}
          value={text}
          maxLength={1600}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </div>
      {answer.isError && <LoadFailed error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data !== undefined && (
        <div aria-busy={answer.isPlaceholderData}>
          <PathDrawing
            steps={answer.data.steps}
            sender={from.trim() === '' ? words.drawSomebody : formatNumber(from.trim(), region)}
          />
          <p className={`${styles.note} ${styles.then}`}>{answer.data.open ? words.whatOpen : words.whatClosed}</p>
          <ol className={styles.steps} aria-label={words.whatPath}>
            {answer.data.steps.map((step) => (
              <li key={step.step} data-does={step.does}>
                {stepSentence(step, path)}
              </li>
            ))}
          </ol>
        </div>
      )}
    </SettingsCard>
  );
}

function bodyOf(asked: string, timeZone: string) {
  const { from, text, at } = JSON.parse(asked) as { from: string; text: string; at: string }; // stringified above
  return {
    ...(from === '' ? {} : { from }),
    text,
    ...(at === '' ? {} : { at: instantOf(at, timeZone).toISOString() }),
  };
}
