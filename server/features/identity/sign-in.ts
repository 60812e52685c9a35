import { identityErrors as e } from '#contract/identity.ts';
import type { Deps } from '#server/deps.ts';
import { hours } from '#server/platform/clock.ts';
import { clearUses, type Limit } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Origin } from '#server/platform/http/caller.ts';
import { claimAttempt } from './claim-attempt.ts';
import { askSecondStep, presentAsked } from './finish-sign-in.ts';
import { findLineByUsername } from './move-username.ts';
import { matchesPassword, spendPasswordTime } from './password.ts';
import { record } from './record.ts';
import { startSession } from './sessions.ts';
import { findLineAndCompany } from './store.ts';
import { skeletonOf } from './username.ts';
import { withLine } from './with-line.ts';

// A lock-out by a stranger keeps nobody out for good: the reset by code goes on working, and clears it.
export const perName = { most: 20, ms: hours(1), inARow: 100 } as const satisfies Limit;
const perAddress: Limit = { most: 300, ms: hours(1) };
export const signInKey = (username: string) => `sign-in:${skeletonOf(username.trim())}`;

/** Signs in. Names that exist and names that do not take the same steps and the same time (R14). Throws `identity.wrong_credentials`, `_too_many_attempts`, `_suspended`, and `_second_step_needed` where the password alone is not enough. */
export async function signIn(deps: Deps, wanted: { username: string; password: string }, origin: Origin) {
  const now = deps.clock.now();
  await claimSignIn(deps, wanted.username, origin);
  const found = await findLineByUsername(deps.db, wanted.username, now);
  const right = found
    ? await matchesPassword(found.passwordHash, wanted.password)
    : await spendPasswordTime(wanted.password);
  if (!found || !right) throw new AppError(e.wrongCredentials);
  if (found.suspendedAt) throw new AppError(e.suspended);
  const ref = { companyId: found.companyId, lineId: found.id };
  const entered = await withLine(deps.db, ref, async (tx, line) => {
    // The password may have been changed between the check and the lock.
    if (line.passwordHash !== found.passwordHash) throw new AppError(e.wrongCredentials);
    await clearUses(tx, [signInKey(wanted.username)]);
    const second = await askSecondStep(tx, deps, line);
    if (second) return { second };
    const { token, sessionId } = await startSession(tx, deps, ref, origin);
    await record(tx, deps, { ...ref, origin, sessionId, proof: 'password' }, 'session.started');
    const both = await findLineAndCompany(tx, ref);
    if (!both) throw new Error('a locked line has no company');
    return { ...both, token, second: undefined };
  });
  if (entered.second === undefined) return entered;
  const { ticket, ...put } = entered.second;
  throw new AppError(e.secondStepNeeded, { detail: { ticket, ...(await presentAsked(deps, put)) } });
}

/** Claims a try at a name's password, from this address (R2). Throws `identity.too_many_attempts`. */
export const claimSignIn = (deps: Pick<Deps, 'db' | 'clock'>, username: string, origin: Origin): Promise<void> =>
  claimAttempt(deps, [
    [signInKey(username), perName],
    [`sign-in-from:${origin.ip}`, perAddress],
  ]);
