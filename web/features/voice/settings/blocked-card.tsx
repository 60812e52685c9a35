import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type PhoneSettings, voice } from '#contract/voice.ts';
import { call } from '#web/lib/api.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import styles from './settings.module.css';
import { usePhoneChange } from './use-phone-settings.ts';
import { phoneSettingsWords } from './words.ts';

/** Whose calls are rejected. */
export function BlockedCard({ settings }: { settings: PhoneSettings }) {
  const words = useWords(phoneSettingsWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const [number, setNumber] = useState('');
  const block = usePhoneChange((written: string) => call(voice.block, { body: { number: written } }));
  const unblock = usePhoneChange((blocked: string) => call(voice.unblock, { params: { number: blocked } }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (number.trim() !== '' && !block.isPending) block.mutate(number, { onSuccess: () => setNumber('') });
  };
  return (
    <SettingsCard id="blocked-numbers" level={3} title={words.blocked} description={words.blockedAbout}>
      <form className={styles.option} onSubmit={submit} noValidate>
        <TextInput
          label={words.blockNumber}
          type="tel"
          placeholder="(415) 555-0100"
          value={number}
          maxLength={60}
          onChange={({ currentTarget }) => {
            block.reset();
            setNumber(currentTarget.value);
          }}
          error={block.isError && say(block.error)}
        />
        <Button
          type="submit"
          variant="default"
          mt={{ base: 0, sm: 25 }}
          loading={block.isPending}
          disabled={number.trim() === ''}
        >
          {words.block}
        </Button>
        <SaveState saved={block.saved || unblock.saved} />
      </form>
      {settings.blocked.length > 0 && (
        <ul className={styles.blocked}>
          {settings.blocked.map((one) => (
            <li key={one.number}>
              <PhoneNumber number={one.number} />
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={words.unblock(formatNumber(one.number, region))}
                onClick={() => unblock.mutate(one.number)}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
    </SettingsCard>
  );
}
