import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Refusal } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { useUsernameCheck } from './use-username-check.ts';
import { identityWords } from './words.ts';

/** A new username, with what is wrong with it said while it is typed. */
export function UsernameField({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (username: string) => void;
  error: ReactNode;
}) {
  const words = useWords(identityWords);
  const say = useRefusalWords();
  const { answer, checking } = useUsernameCheck(value);
  const refused =
    answer?.free === false && answer.why !== undefined ? say(new Refusal(answer.why, 409, '')) : undefined;
  // Too short is no fault while somebody is still typing.
  const tooEarly = answer?.why === 'identity.username_shape' && value.trim().length < 3;
  const told =
    answer?.free === true ? (
      <span style={{ color: 'var(--mantine-color-success)' }}>{words.usernameFree}</span>
    ) : checking ? (
      words.usernameChecking
    ) : (
      words.usernameHelp
    );
  return (
    <TextInput
      name="username"
      label={words.username}
      description={<span aria-live="polite">{told}</span>}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={200}
      required
      withAsterisk={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error ?? (tooEarly ? undefined : refused)}
    />
  );
}
