import { Anchor, Button, Skeleton, Stack, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, lazy, Suspense, useRef, useState } from 'react';
import { identityErrors } from '#contract/identity.ts';
import { Refusal } from '#web/lib/api.ts';
import { useStart } from '#web/lib/queries.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { Message } from '#web/ui/message.tsx';
import { Panel } from '#web/ui/panel.tsx';
import { PasswordField } from '#web/ui/password-field.tsx';
import { secondStepWords } from './second-step-words.ts';
import { useSignIn } from './use-enter.ts';
import { identityWords } from './words.ts';

// Most people have none.
const SecondStep = lazy(async () => ({ default: (await import('./second-step.tsx')).SecondStep }));

const notes = { 'signed-out': 'noteSignedOut', password: 'notePassword' } as const;

export function SignInPage() {
  const words = useWords(identityWords);
  const navigate = useNavigate();
  const [wanted, setWanted] = useState<Refusal>();
  const second = useWords(secondStepWords);
  const start = useStart();
  const { note, to } = useSearch({ from: '/bare/sign-in' });
  const enter = () => void navigate({ href: to ?? '/', replace: true });
  if (wanted !== undefined)
    return (
      <Panel title={second.title}>
        <Suspense fallback={<Skeleton height={160} />}>
          <SecondStep wanted={wanted} onDone={enter} onBack={() => setWanted(undefined)} />
        </Suspense>
      </Panel>
    );
  return (
    <Panel
      title={words.signInTitle}
      after={
        start !== undefined &&
        start.signUp !== 'closed' && (
          <>
            {words.newHere}{' '}
            <Anchor renderRoot={(props) => <Link to="/sign-up" {...props} />}>{words.signUpLink}</Anchor>
          </>
        )
      }
    >
      {note !== undefined && (
        <div style={{ marginBottom: 20 }}>
          <Message kind={note === 'password' ? 'good' : 'info'} role="status">
            {words[notes[note]]}
          </Message>
        </div>
      )}
      <SignInForm onDone={enter} onSecondStep={setWanted} />
    </Panel>
  );
}

function SignInForm({ onDone, onSecondStep }: { onDone: () => void; onSecondStep: (wanted: Refusal) => void }) {
  const words = useWords(identityWords);
  const say = useRefusalWords();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const passwordField = useRef<HTMLInputElement>(null);
  const signIn = useSignIn(onDone);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (username.trim() === '' || password === '') return;
    signIn.mutate(
      { username, password },
      {
        onError: (error) => {
          if (error instanceof Refusal && error.code === identityErrors.secondStepNeeded.code) onSecondStep(error);
          else passwordField.current?.select();
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {signIn.isError && (
          <Message kind="bad" role="alert">
            {say(signIn.error)}
          </Message>
        )}
        <TextInput
          name="username"
          label={words.username}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          required
          withAsterisk={false}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordField
          ref={passwordField}
          name="password"
          label={words.password}
          autoComplete="current-password"
          size="md"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
          {words.signIn}
        </Button>
        <Stack gap={6} align="center">
          <Anchor size="sm" renderRoot={(props) => <Link to="/forgot" {...props} />}>
            {words.forgotPassword}
          </Anchor>
          <Anchor size="sm" renderRoot={(props) => <Link to="/forgot" search={{ about: 'username' }} {...props} />}>
            {words.forgotUsername}
          </Anchor>
        </Stack>
      </Stack>
    </form>
  );
}
