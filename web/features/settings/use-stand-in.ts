import { useWords } from '#web/lib/words.tsx';
import { signInWords } from './sign-in-words.ts';

/** Which pages stand in for the outside world on this server. */
export interface Start {
  readonly handsets: boolean;
  readonly mailbox: boolean;
}

/** Where a sent text or e-mail can be read when no phone network or mail server is connected. */
export function useStandIn(start: Start) {
  const words = useWords(signInWords);
  const forText = (number: string) =>
    start.handsets
      ? {
          address: `/phone?${new URLSearchParams({ handset: number })}`,
          why: words.readOnHandset,
          link: words.handsetLink,
        }
      : undefined;
  const forMail = () =>
    start.mailbox ? { address: '/mailbox', why: words.readInMailbox, link: words.mailboxLink } : undefined;
  return { forText, forMail };
}
