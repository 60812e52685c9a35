import { settingsErrors as s } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { changed, dropCode, record, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';

/** Forgets the reset code that waits. Throws `settings.nothing_waiting`. */
export function cancelPasswordCode(deps: Deps, caller: Caller): Promise<void> {
  return withLine(deps.db, caller, async (tx, current) => {
    if (!(await dropCode(tx, caller, 'password', deps.clock.now()))) throw new AppError(s.nothingWaiting);
    await record(tx, deps, caller, 'password.code-cancelled');
    await changed(tx, current);
  });
}
