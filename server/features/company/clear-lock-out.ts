import type { Deps } from '#server/deps.ts';
import { liftLockOuts, record } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { changeLine } from './change-line.ts';

/** Lets a line try again that ran out of tries. Throws as `changeLine`. */
export function clearLockOut(deps: Deps, caller: Caller, lineId: string): Promise<void> {
  return changeLine(deps, caller, lineId, async (tx, current) => {
    await liftLockOuts(tx, current);
    await record(tx, deps, { ...caller, about: current.id }, 'line.lock-out-cleared');
  });
}
