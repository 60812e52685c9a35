import { settingsErrors as s } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { confirmChange, dropCode, proposeChange, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';

/** "Remove number": at once, where an e-mail address can recover the account; its handset can take it back. Throws `settings.cell_needed`. */
export function removeCell(deps: Deps, caller: Caller): Promise<void> {
  return withLine(deps.db, caller, async (tx, current) => {
    if (current.cell === null) return;
    if (current.email === null) throw new AppError(s.cellNeeded);
    // A code on its way to a number that was to follow this one must not outlive it.
    await dropCode(tx, caller, 'cell', deps.clock.now());
    const change = await proposeChange(tx, deps, current, {
      kind: 'cell',
      newValue: null,
      sessionId: caller.sessionId,
    });
    await confirmChange(tx, deps, current, change, caller);
  });
}
