import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { clock, span } from '#web/lib/format-time.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { uiWords } from './words.ts';

/** Seconds until a moment, counting down while it is ahead; 0 once it has passed. */
export function useSecondsUntil(at: string): number {
  const target = new Date(at).getTime();
  const [left, setLeft] = useState(() => (target - Date.now()) / 1000);
  useEffect(() => {
    const tick = () => setLeft((target - Date.now()) / 1000);
    tick();
    if (target <= Date.now()) return;
    const timer = setInterval(() => {
      tick();
      if (target <= Date.now()) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [target]);
  return Math.max(0, left);
}

export interface TimeLeftProps {
  until: string;
  /** How it is said; "Good for 9 minutes" unless told. */
  say?: (span: string) => string;
}

/** How long until a moment, to the second in the last two minutes; then "Expired". Not announced: it would never stop talking. */
export function TimeLeft({ until, say }: TimeLeftProps) {
  const words = useWords(uiWords);
  const language = useLanguage();
  const left = useSecondsUntil(until);
  return (
    <span className="tabular nowrap">
      {left === 0 ? words.timeUp : (say ?? words.timeLeft)(left < 120 ? clock(left) : span(left, language))}
    </span>
  );
}

export interface ResendButtonProps {
  /** From when resending works. */
  resendAt: string;
  onResend: () => void;
  loading?: boolean;
}

/** "Resend", which counts down to when it works and stays reachable by keyboard meanwhile. */
export function ResendButton({ resendAt, onResend, loading = false }: ResendButtonProps) {
  const words = useWords(uiWords);
  const left = useSecondsUntil(resendAt);
  const early = left > 0;
  return (
    <Button
      type="button"
      variant="default"
      loading={loading}
      data-disabled={early || undefined}
      aria-disabled={early || undefined}
      onClick={() => !early && onResend()}
      className="tabular"
    >
      {early ? words.resendIn(clock(left)) : words.resend}
    </Button>
  );
}
