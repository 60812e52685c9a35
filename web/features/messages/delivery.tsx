import type { Language } from '#contract/identity.ts';
import type { Failure, Receipt } from '#contract/messages.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import styles from './conversation.module.css';
import { conversationWords } from './conversation-words.ts';
import { failureWords } from './failure-words.ts';
import { momentWords } from './short-time.ts';

/** Where a text to one person stands, in a word; if it failed, why, and what to do next. */
export function Delivery({ receipt }: { receipt: Receipt }) {
  const { state, why } = useDeliveryWords(receipt);
  return (
    <span
      className={styles.delivery}
      data-state={receipt.state}
      role={receipt.state === 'failed' ? 'alert' : undefined}
    >
      {state}
      {why !== undefined && <span className={styles.why}>{why}</span>}
    </span>
  );
}

export function useDeliveryWords(receipt: Receipt): { state: string; why: string | undefined } {
  const words = useWords(conversationWords);
  const failures = useWords(failureWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  if (receipt.state === 'failed') return { state: words.notDelivered, why: failureOf(receipt.failure, failures) };
  if (receipt.state !== 'queued') return { state: words[receipt.state], why: undefined };
  return { state: waiting(receipt, words, language, timeZone), why: undefined };
}

/** A reason that came after this page was loaded is an unknown one. */
const failureOf = (failure: Failure | null, words: Record<Failure, string>) => words[failure ?? 'other'] ?? words.other;

type Words = (typeof conversationWords)['en'] | (typeof conversationWords)['es'];
function waiting(receipt: Receipt, words: Words, language: Language, timeZone: string | undefined): string {
  switch (receipt.waitsFor) {
    case 'quiet_hours':
      return words.waitsQuiet(receipt.notBefore === null ? '' : momentWords(receipt.notBefore, language, timeZone));
    case 'daily_limit':
      return words.waitsLimit;
    case 'pause':
      return words.waitsPause;
    case 'word':
      return words.waitsWord;
    case 'turn':
      return words.waitsTurn;
    default:
      return words.sending;
  }
}
