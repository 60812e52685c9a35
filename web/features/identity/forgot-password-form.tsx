import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { fieldOf, useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { CodeInput } from '#web/ui/code-input.tsx';
import { TimeLeft } from '#web/ui/countdown.tsx';
import { Message } from '#web/ui/message.tsx';
import { NewPasswordInput } from '#web/ui/new-password-input.tsx';
import { HandsetHint, MailboxHint } from './stand-in-hint.tsx';
import { type Reset, useFinishForgotPassword, useForgotPassword, useReset } from './use-forgot.ts';
import { identityWords } from './words.ts';

/** First the username, then the code and the new password. It looks the same whether the account exists or not. */
export function ForgotPasswordForm() {
  const [reset, setReset] = useReset();
  if (reset === undefined) return <AskForCode onSent={setReset} />;
  return <FinishWithCode reset={reset} onAgain={() => setReset(undefined)} />;
}

function AskForCode({ onSent }: { onSent: (reset: Reset) => void }) {
  const words = useWords(identityWords);
  const say = useRefusalWords();
  // The link of a reset that an admin started brings the name along.
  const { username: told = '' } = useSearch({ from: '/bare/forgot' });
  const [username, setUsername] = useState(told);
  const ask = useForgotPassword();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = username.trim();
    if (name !== '') ask.mutate(name, { onSuccess: (reply) => onSent({ ...reply, username: name }) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{words.forgotPasswordText}</Text>
        <TextInput
          name="username"
          label={words.username}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          error={ask.isError ? say(ask.error) : undefined}
        />
        <Button type="submit" fullWidth loading={ask.isPending}>
          {words.sendCode}
        </Button>
      </Stack>
    </form>
  );
}

function FinishWithCode({ reset, onAgain }: { reset: Reset; onAgain: () => void }) {
  const words = useWords(identityWords);
  const say = useRefusalWords();
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const finish = useFinishForgotPassword();
  const wrong = finish.isError ? say(finish.error) : undefined;
  const about = fieldOf(finish.error);
  const aboutPassword = about === 'newPassword' || about === 'password';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.length < 6 || newPassword === '') return;
    finish.mutate(
      { ticket: reset.ticket, code, newPassword },
      {
        onSuccess: () => {
          onAgain();
          void navigate({ to: '/sign-in', search: { note: 'password' } });
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Message kind="info" title={words.codeSentTitle} role="status">
          <p style={{ marginBottom: 4 }}>{words.codeSent(reset.username)}</p>
          <TimeLeft until={reset.expiresAt} />
        </Message>
        <HandsetHint />
        <MailboxHint />
        <input type="text" name="username" autoComplete="username" value={reset.username} readOnly hidden />
        <CodeInput
          label={words.code}
          value={code}
          onChange={setCode}
          error={aboutPassword ? undefined : wrong}
          autoFocus
        />
        <NewPasswordInput
          name="new-password"
          label={words.newPassword}
          required
          withAsterisk={false}
          value={newPassword}
          onChange={setNewPassword}
          error={aboutPassword ? wrong : undefined}
          known={[reset.username]}
        />
        <Button type="submit" fullWidth loading={finish.isPending}>
          {words.updatePassword}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={onAgain}>
          {words.startAgain}
        </Anchor>
      </Stack>
    </form>
  );
}
