import { settingsErrors as s } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { cancelChange, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';

/** Forgets the number that waits. Throws `settings.nothing_waiting`. */
export function cancelCell(deps: Deps, caller: Caller): Promise<void> {
  return withLine(deps.db, caller, async (tx, current) => {
    if (!(await cancelChange(tx, deps, current, 'cell', caller))) throw new AppError(s.nothingWaiting);
  });
}
