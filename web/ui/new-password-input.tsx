import { type PasswordInputProps, Text } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { useWords } from '#web/lib/words.tsx';
import styles from './new-password-input.module.css';
import { PasswordField } from './password-field.tsx';
import { uiWords } from './words.ts';

export interface NewPasswordInputProps extends Omit<PasswordInputProps, 'value' | 'onChange'> {
  value: string;
  onChange: (password: string) => void;
  /** Words an attacker would try first: the person's name, username, company. */
  known: readonly string[];
}

/** A field for a new password, with what makes one good and how strong this one is. */
export function NewPasswordInput({ value, onChange, known, ...input }: NewPasswordInputProps) {
  const words = useWords(uiWords);
  const strength = useStrength(value, known);
  const meter = useId();
  const named =
    [words.strength0, words.strength1, words.strength2, words.strength3, words.strength4][strength ?? 0] ?? '';
  return (
    <div>
      <PasswordField
        autoComplete="new-password"
        description={words.passwordAdvice}
        inputWrapperOrder={['label', 'input', 'error']}
        {...input}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-describedby={meter}
      />
      <div className={styles.meter} id={meter}>
        <span className={styles.track} aria-hidden="true" data-strength={strength}>
          <i /> <i /> <i /> <i />
        </span>
        <Text size="xs" c="dimmed" aria-live="polite">
          {strength === undefined ? words.passwordAdvice : words.strengthIs(named)}
        </Text>
      </div>
    </div>
  );
}

/** The judge is large, so it loads when the first letter is typed. Undefined while there is nothing to judge. */
function useStrength(password: string, known: readonly string[]): number | undefined {
  const [strength, setStrength] = useState<number>();
  const facts = known.join('\n');
  useEffect(() => {
    if (password === '') return setStrength(undefined);
    let current = true;
    const timer = setTimeout(async () => {
      const { passwordStrength } = await import('#web/lib/password-strength.ts');
      const score =
        password.length < 8
          ? 0
          : passwordStrength(
              password,
              facts.split('\n').filter((fact) => fact !== ''),
            );
      if (current) setStrength(score);
    }, 120);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [password, facts]);
  return strength;
}
