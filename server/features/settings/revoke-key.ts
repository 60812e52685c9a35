import { commonErrors } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { changed, keysChanged, record, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { disableNamedKey } from './store.ts';

/** Stops a named key of the line for good. Throws `request.not_found`, also for a key that was revoked or is somebody else's. */
export function revokeKey(deps: Deps, caller: Caller, keyId: string): Promise<void> {
  return withLine(deps.db, caller, async (tx, current) => {
    const stopped = await disableNamedKey(tx, caller.companyId, caller.lineId, { id: keyId, now: deps.clock.now() });
    if (!stopped) throw new AppError(commonErrors.notFound);
    await keysChanged(tx, caller);
    await record(tx, deps, caller, 'key.revoked', { name: stopped.name, lastFour: stopped.lastFour });
    await changed(tx, current);
  });
}
