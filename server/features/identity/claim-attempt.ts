import { identityErrors as e } from '#contract/identity.ts';
import type { Deps } from '#server/deps.ts';
import { type Limit, takeUse } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';

/** Claims an attempt under each key before anything is compared (R2). Throws `identity.too_many_attempts`. */
export async function claimAttempt(
  deps: Pick<Deps, 'db' | 'clock'>,
  keys: readonly (readonly [string, Limit])[],
): Promise<void> {
  for (const [key, limit] of keys) {
    const taken = await takeUse(deps.db, key, limit, deps.clock.now());
    if (!taken.ok) throw new AppError(e.tooManyAttempts, { detail: { retryAfterSeconds: taken.retryAfterSeconds } });
  }
}
