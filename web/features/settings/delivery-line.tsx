import { Text } from '@mantine/core';
import type { Waiting } from '#contract/settings.ts';
import { useWords } from '#web/lib/words.tsx';
import { deliveryWords } from './delivery-words.ts';
import styles from './waiting-panel.module.css';

export interface DeliveryLineProps {
  waiting: Waiting;
  channel: 'text' | 'mail';
}

/** How the message fares, in words; where it failed, why, and what to do. */
export function DeliveryLine({ waiting, channel }: DeliveryLineProps) {
  const { delivery } = waiting;
  const text = useTextWords(waiting);
  const mail = useMailWords(waiting);
  const ink = delivery === 'failed' ? styles.bad : delivery === 'delayed' ? styles.slow : undefined;
  return (
    <Text size="sm" className={ink} style={{ overflowWrap: 'anywhere' }}>
      {channel === 'text' ? text : mail}
    </Text>
  );
}

function useTextWords({ delivery, why }: Waiting): string {
  const words = useWords(deliveryWords);
  const failures: Record<string, string> = {
    bad_recipient: words.badRecipient,
    landline: words.landline,
    opted_out: words.optedOut,
    filtered: words.filtered,
    bad_sender: words.senderTrouble,
    unregistered: words.senderTrouble,
    credentials: words.senderTrouble,
    too_fast: words.networkDown,
    unavailable: words.networkDown,
  };
  const states = {
    sending: words.textSending,
    sent: words.textSent,
    delivered: words.textDelivered,
    delayed: words.textDelayed,
    failed: failures[why ?? ''] ?? words.textFailed,
  };
  return states[delivery];
}

/** A mail server's answer is told as it came: it often says what is wrong with the address. */
function useMailWords({ delivery, why }: Waiting): string {
  const words = useWords(deliveryWords);
  const states = {
    sending: words.mailSending,
    sent: words.mailSent,
    delivered: words.mailDelivered,
    delayed: words.mailDelayed,
    failed: why === undefined ? words.mailFailed : words.mailFailedWhy(why),
  };
  return states[delivery];
}
