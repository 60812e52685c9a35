import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { installStepUp } from '#web/lib/api.ts';

// Most visits change nothing that needs proof.
const StepUpDialog = lazy(async () => ({ default: (await import('./step-up-dialog.tsx')).StepUpDialog }));

/** Answers the server's wish for proof: one dialog, however many calls wait for it; they go on or stop together. */
export function StepUp({ username }: { username: string }) {
  const [state, setState] = useState<'never' | 'asked' | 'settled'>('never');
  const answer = useRef<PromiseWithResolvers<boolean>>(undefined);

  useEffect(() => {
    installStepUp(() => {
      answer.current ??= Promise.withResolvers<boolean>();
      setState('asked');
      return answer.current.promise;
    });
    return () => installStepUp(() => Promise.resolve(false));
  }, []);
  const settle = (proven: boolean) => {
    setState('settled');
    answer.current?.resolve(proven);
    answer.current = undefined;
  };
  if (state === 'never') return null;
  return (
    <Suspense>
      <StepUpDialog
        opened={state === 'asked'}
        username={username}
        onProven={() => settle(true)}
        onCancel={() => settle(false)}
      />
    </Suspense>
  );
}
