import { useEffect, useRef, useState } from 'react';
import { installStepUp } from '#web/lib/api.ts';
import { StepUpDialog } from './step-up-dialog.tsx';

/** Answers the server's wish for proof: one dialog, however many calls wait for it; they go on or stop together. */
export function StepUp({ username }: { username: string }) {
  const [asked, setAsked] = useState(false);
  const answer = useRef<PromiseWithResolvers<boolean>>(undefined);

  useEffect(() => {
    installStepUp(() => {
      answer.current ??= Promise.withResolvers<boolean>();
      setAsked(true);
      return answer.current.promise;
    });
    return () => installStepUp(() => Promise.resolve(false));
  }, []);
  const settle = (proven: boolean) => {
    setAsked(false);
    answer.current?.resolve(proven);
    answer.current = undefined;
  };
  return (
    <StepUpDialog opened={asked} username={username} onProven={() => settle(true)} onCancel={() => settle(false)} />
  );
}
