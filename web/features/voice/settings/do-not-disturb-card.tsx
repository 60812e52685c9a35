import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type PhoneSettings, voice } from '#contract/voice.ts';
import { call } from '#web/lib/api.ts';
import { exactTime } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import styles from './settings.module.css';
import { phoneSettingsQuery, usePhoneChange } from './use-phone-settings.ts';
import { phoneSettingsWords } from './words.ts';

const spans = [30, 60, 240, 480];

/** Rings nobody for a while; how long is part of the page. */
export function DoNotDisturbCard({ settings }: { settings: PhoneSettings }) {
  const words = useWords(phoneSettingsWords);
  const say = useRefusalWords();
  const language = useLanguage();
  const { timeZone } = usePlace();
  const change = usePhoneChange((minutes: number | null) => call(voice.doNotDisturb, { body: { minutes } }));
  const until = settings.doNotDisturbUntil;
  useEndOf(until);
  return (
    <SettingsCard id="do-not-disturb" level={3} title={words.dnd} description={words.dndAbout}>
      {until !== null && (
        <Text fw={550} mb="sm" role="status">
          {until.startsWith('9999') ? words.dndForever : words.dndUntil(exactTime(until, language, timeZone))}
        </Text>
      )}
      <div className={styles.actions}>
        {until !== null ? (
          <Button loading={change.isPending} onClick={() => change.mutate(0)}>
            {words.dndOff}
          </Button>
        ) : (
          <>
            {spans.map((minutes) => (
              <Button
                key={minutes}
                variant="default"
                disabled={change.isPending}
                onClick={() => change.mutate(minutes)}
              >
                {words.dndMinutes(minutes)}
              </Button>
            ))}
            <Button variant="default" disabled={change.isPending} onClick={() => change.mutate(null)}>
              {words.dndOpen}
            </Button>
          </>
        )}
        <SaveState saved={change.saved} />
      </div>
      <FieldError>{change.isError ? say(change.error) : undefined}</FieldError>
    </SettingsCard>
  );
}

/** The longest a timer of the browser can wait. */
const longestTimer = 2 ** 31 - 1;

/** Asks again when its time is over, so that the page does not say what no longer is. */
function useEndOf(until: string | null): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (until === null) return;
    const left = new Date(until).getTime() - Date.now() + 500;
    if (left > longestTimer) return;
    const ask = () => queries.invalidateQueries({ queryKey: phoneSettingsQuery.queryKey });
    const timer = setTimeout(() => void ask(), Math.max(1000, left));
    return () => clearTimeout(timer);
  }, [until, queries]);
}
