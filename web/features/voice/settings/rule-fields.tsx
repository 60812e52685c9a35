import { NativeSelect, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CallRules, PhoneSettings } from '#contract/voice.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SaveState } from '#web/ui/save-state.tsx';
import styles from './settings.module.css';
import { isElsewhere, useRule } from './use-phone-settings.ts';
import { phoneSettingsWords } from './words.ts';

type KeysOf<V> = { [K in keyof CallRules]: CallRules[K] extends V ? K : never }[keyof CallRules];

interface FieldProps<K> {
  readonly settings: PhoneSettings;
  readonly rule: K;
  readonly label: string;
  readonly about?: ReactNode;
}

/** A rule that is on or off; it saves as soon as it is moved. */
export function RuleSwitch({
  settings,
  rule,
  label,
  about,
  disabled = false,
}: FieldProps<KeysOf<boolean>> & { readonly disabled?: boolean }) {
  const field = useRule(settings, rule);
  return (
    <div className={styles.option}>
      <Switch
        label={label}
        description={about}
        checked={field.value}
        disabled={disabled}
        onChange={({ currentTarget }) => field.set(currentTarget.checked)}
        error={useTrouble(field.error)}
      />
      <SaveState saved={field.saved} />
    </div>
  );
}

/** A rule with a few choices. */
export function RuleSelect<K extends KeysOf<string | number>>({
  settings,
  rule,
  label,
  about,
  choices,
}: FieldProps<K> & { readonly choices: readonly (readonly [CallRules[K], string])[] }) {
  const field = useRule(settings, rule);
  return (
    <div className={styles.option}>
      <NativeSelect
        label={label}
        description={about}
        data={choices.map(([value, words]) => ({ value: String(value), label: words }))}
        value={String(field.value)}
        onChange={({ currentTarget }) => {
          const chosen = choices.find(([value]) => String(value) === currentTarget.value);
          if (chosen) field.set(chosen[0]);
        }}
        error={useTrouble(field.error)}
      />
      <SaveState saved={field.saved} />
    </div>
  );
}

function useTrouble(error: unknown): string | undefined {
  const words = useWords(phoneSettingsWords);
  const say = useRefusalWords();
  if (error === null || error === undefined) return undefined;
  return isElsewhere(error) ? words.elsewhere : say(error);
}
