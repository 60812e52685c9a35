import { Button, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { voice } from '#contract/voice.ts';
import { call } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import './refusals.ts';
import { voiceWords } from './words.ts';

/** Where the link in a call e-mail leads: a page with one button. Opening it changes nothing. */
export function CallEmailsOffPage() {
  const words = useWords(voiceWords);
  const say = useRefusalWords();
  const [token] = useState(() => location.hash.slice(1));
  const look = useQuery({
    queryKey: ['call e-mails', token],
    queryFn: ({ signal }) => call(voice.lookAtOff, { body: { token }, signal }),
    retry: false,
  });
  const off = useMutation({ mutationFn: () => call(voice.turnOffMails, { body: { token } }) });
  const done = off.data ?? (look.data?.on === false ? look.data : undefined);
  return (
    <main>
      <Title order={1} mb="md">
        {words.offTitle}
      </Title>
      {look.isError && <LoadFailed error={look.error} onRetry={() => void look.refetch()} />}
      {done !== undefined && (
        <Message kind="good" role="status">
          <p>{words.offDone(done.email)}</p>
        </Message>
      )}
      {look.data !== undefined && done === undefined && (
        <>
          <Text mb="md">{words.offAbout(look.data.email)}</Text>
          <Button loading={off.isPending} onClick={() => off.mutate()}>
            {words.offDo}
          </Button>
          <FieldError>{off.isError ? say(off.error) : undefined}</FieldError>
        </>
      )}
    </main>
  );
}
