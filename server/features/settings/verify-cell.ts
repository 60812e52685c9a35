import { settingsErrors as s } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { confirmChange, consume, findOpenChange, judgeCode, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';

/** "Verify": the code texted to the new number makes it the personal cell. Throws `settings.nothing_waiting` and the refusals of codes. */
export async function verifyCell(deps: Deps, caller: Caller, code: string): Promise<void> {
  // Asked before the code is judged, so that a second press of the button is told what happened and costs no guess.
  if (!(await findOpenChange(deps.db, caller, 'cell'))) throw new AppError(s.nothingWaiting);
  const judged = await judgeCode(deps, caller, { purpose: 'cell', code, sessionId: caller.sessionId });
  await withLine(deps.db, caller, async (tx, current) => {
    const change = await findOpenChange(tx, caller, 'cell');
    if (!change || change.id !== judged.changeId || change.epoch !== current.securityEpoch)
      throw new AppError(s.nothingWaiting);
    await consume(tx, deps, judged);
    await confirmChange(tx, deps, current, change, {
      ...caller,
      proof: `code to the new cell, session ${caller.sessionId}`,
    });
  });
}
