import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { Message } from '#web/ui/message.tsx';
import { HandsetHint, MailboxHint } from './stand-in-hint.tsx';
import { useForgotUsername } from './use-forgot.ts';
import { identityWords } from './words.ts';

export function ForgotUsernameForm() {
  const words = useWords(identityWords);
  const say = useRefusalWords();
  const [to, setTo] = useState('');
  const ask = useForgotUsername();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to.trim() !== '') ask.mutate(to.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{words.forgotUsernameText}</Text>
        <TextInput
          name="to"
          label={words.cellOrEmail}
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          value={to}
          onChange={(event) => {
            setTo(event.currentTarget.value);
            ask.reset();
          }}
          error={ask.isError ? say(ask.error) : undefined}
        />
        {ask.isSuccess && (
          <>
            <Message kind="good" title={words.usernameSentTitle} role="status">
              {words.usernameSent(ask.variables)}
            </Message>
            {ask.variables.includes('@') ? <MailboxHint /> : <HandsetHint />}
          </>
        )}
        <Button type="submit" fullWidth loading={ask.isPending} variant={ask.isSuccess ? 'default' : 'filled'}>
          {words.sendUsername}
        </Button>
      </Stack>
    </form>
  );
}
