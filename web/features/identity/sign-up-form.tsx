import { Button, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { fieldOf, useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { Message } from '#web/ui/message.tsx';
import { NewPasswordInput } from '#web/ui/new-password-input.tsx';
import { useSignUp } from './use-enter.ts';
import { UsernameField } from './username-field.tsx';
import { identityWords } from './words.ts';

const blank = { company: '', name: '', username: '', password: '', cell: '', email: '' };
type Field = keyof typeof blank;
/** What the server calls some of these in other requests. */
const alias: Record<string, Field> = { number: 'cell', newPassword: 'password' };
const isField = (name: string | undefined): name is Field => name !== undefined && Object.hasOwn(blank, name);

/** Company and first line in one step. What the server refuses stands beside its field, and the field gets the focus. */
export function SignUpForm() {
  const words = useWords(identityWords);
  const say = useRefusalWords();
  const language = useLanguage();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState(blank);
  const [refused, setRefused] = useState<{ field: Field | undefined; words: string }>();
  const signUp = useSignUp(() => void navigate({ to: '/welcome', replace: true }));

  const set = (field: Field) => (value: string) => {
    setTyped((before) => ({ ...before, [field]: value }));
    if (refused?.field === field) setRefused(undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setRefused(undefined);
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    signUp.mutate(
      { ...typed, timeZone, language },
      {
        onError: (error) => {
          const told = fieldOf(error);
          const name = told === undefined ? undefined : (alias[told] ?? told);
          const field = isField(name) ? name : undefined;
          setRefused({ field, words: say(error) });
          const input = field === undefined ? null : form.current?.elements.namedItem(field);
          if (input instanceof HTMLElement) input.focus();
        },
      },
    );
  };
  const errorOf = (field: Field) => (refused?.field === field ? refused.words : undefined);
  const text = (field: Field) => ({
    name: field,
    value: typed[field],
    error: errorOf(field),
    required: true,
    withAsterisk: false,
    inputWrapperOrder: ['label' as const, 'input' as const, 'error' as const, 'description' as const],
    onChange: (event: { currentTarget: { value: string } }) => set(field)(event.currentTarget.value),
  });
  return (
    <form ref={form} onSubmit={submit}>
      <Stack gap="md">
        <TextInput {...text('company')} label={words.company} autoComplete="organization" />
        <TextInput {...text('name')} label={words.name} autoComplete="name" />
        <UsernameField value={typed.username} onChange={set('username')} error={errorOf('username')} />
        <NewPasswordInput
          name="password"
          label={words.password}
          required
          withAsterisk={false}
          value={typed.password}
          onChange={set('password')}
          error={errorOf('password')}
          known={[typed.username, typed.name, typed.company, typed.email]}
        />
        <TextInput {...text('cell')} label={words.cell} description={words.cellHelp} type="tel" autoComplete="tel" />
        <TextInput
          {...text('email')}
          label={words.email}
          description={words.emailHelp}
          type="email"
          autoComplete="email"
        />
        {refused !== undefined && refused.field === undefined && (
          <Message kind="bad" role="alert">
            {refused.words}
          </Message>
        )}
        <Button type="submit" size="md" fullWidth loading={signUp.isPending} mt="xs">
          {words.signUp}
        </Button>
      </Stack>
    </form>
  );
}
