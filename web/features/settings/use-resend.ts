import { useEffect, useState } from 'react';
import { useRefusalWords } from '#web/lib/refusal-words.ts';

interface Sender {
  mutate: (input: undefined, then: { onSuccess: () => void }) => void;
  isPending: boolean;
  error: Error | null;
}

/** "Resend": sends again, says so for some seconds, and says why where it cannot. */
export function useResend(sender: Sender, done: string) {
  const say = useRefusalWords();
  const [resent, setResent] = useState<string>();
  useEffect(() => {
    if (resent === undefined) return;
    const timer = setTimeout(() => setResent(undefined), 4000);
    return () => clearTimeout(timer);
  }, [resent]);
  return {
    onResend: () => sender.mutate(undefined, { onSuccess: () => setResent(done) }),
    resending: sender.isPending,
    resent,
    error: sender.error === null ? undefined : say(sender.error),
  };
}
