import { useRouterState } from '@tanstack/react-router';
import { startTransition, useEffect, useState } from 'react';
import { whenIdle } from '#web/lib/when-idle.ts';

/** A page that is never idle still gets what waits for that. */
const longestWait = 1500;

/** Whether the first page stands and the browser had nothing to do since: the time for code that nobody waits for. */
export function useQuiet(): boolean {
  const [quiet, setQuiet] = useState(false);
  const stands = useRouterState({
    select: ({ status, resolvedLocation }) => status === 'idle' && resolvedLocation !== undefined,
  });
  useEffect(() => {
    if (!stands || quiet) return;
    return whenIdle(() => startTransition(() => setQuiet(true)), longestWait);
  }, [stands, quiet]);
  return quiet;
}
