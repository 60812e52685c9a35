import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Waiting } from '#contract/settings.ts';
import { useWords } from '#web/lib/words.tsx';
import { ResendButton, TimeLeft, useSecondsUntil } from '#web/ui/countdown.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { DeliveryLine } from './delivery-line.tsx';
import { signInWords } from './sign-in-words.ts';
import styles from './waiting-panel.module.css';

export interface WaitingPanelProps {
  waiting: Waiting;
  channel: 'text' | 'mail';
  title: string;
  /** Where the message can be read while nothing real carries it. */
  standIn: { address: string; why: string; link: string } | undefined;
  /** What proves it: a code field, or what to do with the link. */
  children?: ReactNode;
  /** A link has no guesses to count. */
  counts?: boolean;
  /** Buttons after "Resend": correct, cancel. */
  actions: ReactNode;
  onResend: () => void;
  resending: boolean;
  resent: string | undefined;
  error: string | undefined;
}

/** Something was sent and is waited for: to whom, how it fares, how long it is good for, and every way on. */
export function WaitingPanel({
  waiting,
  channel,
  title,
  standIn,
  children,
  counts = false,
  actions,
  ...resend
}: WaitingPanelProps) {
  const words = useWords(signInWords);
  const expired = useSecondsUntil(waiting.expiresAt) === 0;
  return (
    <div className={styles.panel}>
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {title}
      </Text>
      <div role="status">
        {expired ? (
          <Text size="sm" className={styles.bad}>
            {words.expired}
          </Text>
        ) : (
          <DeliveryLine waiting={waiting} channel={channel} />
        )}
      </div>
      {!expired && waiting.delivery !== 'failed' && (
        <Text size="sm" c="dimmed" className={styles.facts}>
          <TimeLeft until={waiting.expiresAt} />
          {counts && <span>{waiting.triesLeft > 0 ? words.triesLeft(waiting.triesLeft) : words.noTriesLeft}</span>}
        </Text>
      )}
      {standIn !== undefined && (
        <Text size="sm" mt={4}>
          {standIn.why}{' '}
          <Anchor href={standIn.address} target="_blank" underline="always" inherit>
            {standIn.link}
          </Anchor>
        </Text>
      )}
      {children !== undefined && <div className={styles.proof}>{children}</div>}
      <FieldError>{resend.error}</FieldError>
      <div className={styles.actions}>
        <ResendButton resendAt={waiting.resendAt} onResend={resend.onResend} loading={resend.resending} />
        {actions}
        <Text span size="sm" role="status" className={styles.good}>
          {resend.resent}
        </Text>
      </div>
    </div>
  );
}
