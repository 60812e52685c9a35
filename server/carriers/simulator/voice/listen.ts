import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, or until it is called off: then it just returns. */
export const wait = (ms: number, stop: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal: stop }).catch(() => undefined);

/** Whether and when one of several things came first. */
export const once = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
