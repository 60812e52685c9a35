import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Waiting } from '#contract/settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { CodeInput } from '#web/ui/code-input.tsx';
import { ResendButton, TimeLeft } from '#web/ui/countdown.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import { HandsetHint } from './stand-in-hint.tsx';
import { useResendCell, useVerifyCell } from './use-waiting.ts';
import { identityWords } from './words.ts';

/** The code that was texted at sign-up. */
export function CellStep({ waiting }: { waiting: Waiting | null }) {
  const words = useWords(identityWords);
  const say = useRefusalWords();
  const [code, setCode] = useState('');
  const verify = useVerifyCell();
  const resend = useResendCell();
  if (waiting === null) {
    return (
      <Text size="sm">
        {words.stepCellNone}{' '}
        <Anchor inherit underline="always" renderRoot={(props) => <Link to="/settings" hash="cell" {...props} />}>
          {words.openSettings}
        </Anchor>
      </Text>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.length === 6 && !verify.isPending) verify.mutate(code);
  };
  const type = (digits: string) => {
    setCode(digits);
    if (verify.isError) verify.reset();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">
          {words.stepCellText}{' '}
          <strong>
            <PhoneNumber number={waiting.target} />
          </strong>
          . <TimeLeft until={waiting.expiresAt} />.{' '}
          <Anchor inherit underline="always" renderRoot={(props) => <Link to="/settings" hash="cell" {...props} />}>
            {words.correctIt}
          </Anchor>
        </Text>
        <DeliveryNote waiting={waiting} failed={words.failedText} />
        <HandsetHint number={waiting.target} />
        <CodeInput value={code} onChange={type} error={verify.isError ? say(verify.error) : undefined} />
        <Group gap="sm">
          <Button type="submit" loading={verify.isPending}>
            {words.verify}
          </Button>
          <ResendButton resendAt={waiting.resendAt} onResend={() => resend.mutate()} loading={resend.isPending} />
        </Group>
        <FieldError>{resend.isError ? say(resend.error) : undefined}</FieldError>
      </Stack>
    </form>
  );
}

/** Says where the message is on its way, when that is not simply "sent". */
export function DeliveryNote({ waiting, failed }: { waiting: Waiting; failed: string }) {
  const words = useWords(identityWords);
  const told = {
    sending: words.sending,
    delayed: words.delayed,
    failed: undefined,
    sent: undefined,
    delivered: undefined,
  }[waiting.delivery];
  return (
    <>
      {told !== undefined && (
        <Text size="sm" c="dimmed" role="status">
          {told}
        </Text>
      )}
      <FieldError>{waiting.delivery === 'failed' ? failed : undefined}</FieldError>
    </>
  );
}
