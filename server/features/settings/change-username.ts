import { type BodyOf, commonErrors } from '#contract/endpoint.ts';
import type { settings } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { changed, moveUsername, record, withLine } from '#server/features/identity/index.ts';
import { days } from '#server/platform/clock.ts';
import { takeUse } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { refuseStale } from './refuse-stale.ts';
import { tellOwner } from './tell-owner.ts';

// Each change keeps a name from everybody else for 90 days: without a limit one line could hoard names.
const changesPerDay = { most: 10, ms: days(1) };

/** Changes the username. Throws `identity.username_shape`, `_reserved`, `_taken`, `_held`, `settings.changed_elsewhere`, `request.too_many`. */
export function changeUsername(
  deps: Deps,
  caller: Caller,
  wanted: BodyOf<typeof settings.changeUsername>,
): Promise<void> {
  return withLine(deps.db, caller, async (tx, current) => {
    refuseStale('username', {
      was: wanted.was,
      now: current.username,
      wanted: wanted.username.normalize('NFKC').trim(),
    });
    if (wanted.username === current.username) return;
    const username = await moveUsername(tx, deps, current, wanted.username);
    const taken = await takeUse(tx, `username:${current.id}`, changesPerDay, deps.clock.now());
    if (!taken.ok)
      throw new AppError(commonErrors.tooMany, {
        field: 'username',
        detail: { retryAfterSeconds: taken.retryAfterSeconds },
      });
    await tellOwner(tx, deps, current, 'username.changed', username);
    await record(tx, deps, caller, 'username.changed', { from: current.username, to: username });
    await changed(tx, current);
  });
}
