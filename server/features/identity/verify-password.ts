import { identityErrors as e } from '#contract/identity.ts';
import type { Deps } from '#server/deps.ts';
import { hours } from '#server/platform/clock.ts';
import { clearUses, type Limit } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import { claimAttempt } from './claim-attempt.ts';
import { matchesPassword } from './password.ts';
import { findLineAndCompany } from './store.ts';
import type { LineRef } from './with-line.ts';

const limit: Limit = { most: 20, ms: hours(1), inARow: 100 };

/**
 * Checks the current password of a signed-in line; answers the hash it matched, which the act compares again under the lock.
 * Throws `identity.wrong_password`, `identity.too_many_attempts`.
 */
export async function verifyPassword(deps: Deps, ref: LineRef, password: string, field = 'password'): Promise<string> {
  const key = `password:${ref.lineId}`;
  await claimAttempt(deps, [[key, limit]]);
  const found = await findLineAndCompany(deps.db, ref);
  if (!found || !(await matchesPassword(found.line.passwordHash, password)))
    throw new AppError(e.wrongPassword, { field });
  await clearUses(deps.db, [key]);
  return found.line.passwordHash;
}
