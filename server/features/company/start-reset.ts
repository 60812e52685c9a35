import { lineErrors as l } from '#contract/company-errors.ts';
import type { Deps } from '#server/deps.ts';
import { blockPassword, liftLockOuts, record, unknownPassword } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { changeLine } from './change-line.ts';
import { tellLine } from './tell-line.ts';

/**
 * Starts a password reset for somebody: their present password and sessions end, and they are told how to choose another with
 * a code that goes to their own cell or address. Whoever starts it sees neither. Throws `company.unreachable`, and as `changeLine`.
 */
export async function startLineReset(deps: Deps, caller: Caller, lineId: string): Promise<void> {
  const unknown = await unknownPassword();
  await changeLine(deps, caller, lineId, async (tx, current, company) => {
    if (current.cell === null && current.email === null) throw new AppError(l.unreachable);
    await blockPassword(tx, deps, current, unknown);
    await liftLockOuts(tx, current);
    await record(tx, deps, { ...caller, about: current.id }, 'password.reset-started');
    await tellLine(tx, deps, current, 'reset', { company: company.name });
  });
}
