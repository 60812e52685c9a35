import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Waiting } from '#contract/settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { ResendButton, TimeLeft } from '#web/ui/countdown.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { DeliveryNote } from './cell-step.tsx';
import { MailboxHint } from './stand-in-hint.tsx';
import { useResendEmail } from './use-waiting.ts';
import { identityWords } from './words.ts';

/** The link that was mailed at sign-up; opening it anywhere ticks this off here. */
export function EmailStep({ waiting }: { waiting: Waiting | null }) {
  const words = useWords(identityWords);
  const say = useRefusalWords();
  const resend = useResendEmail();
  const toSettings = (text: string) => (
    <Anchor inherit underline="always" renderRoot={(props) => <Link to="/settings" hash="email" {...props} />}>
      {text}
    </Anchor>
  );
  if (waiting === null) {
    return (
      <Text size="sm">
        {words.stepEmailNone} {toSettings(words.openSettings)}
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {words.stepEmailText} <strong>{waiting.target}</strong>. {words.stepEmailMore}{' '}
        <TimeLeft until={waiting.expiresAt} />. {toSettings(words.correctIt)}
      </Text>
      <DeliveryNote waiting={waiting} failed={words.failedMail} />
      <MailboxHint />
      <Group gap="sm">
        <ResendButton resendAt={waiting.resendAt} onResend={() => resend.mutate()} loading={resend.isPending} />
      </Group>
      <FieldError>{resend.isError ? say(resend.error) : undefined}</FieldError>
    </Stack>
  );
}
