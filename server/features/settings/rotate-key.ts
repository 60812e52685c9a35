import type { Deps } from '#server/deps.ts';
import { changed, keysChanged, makeOwnKey, record, withLine } from '#server/features/identity/index.ts';
import { after, hours } from '#server/platform/clock.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { getOwnKey, stopOwnKeysBy } from './store.ts';
import { tellOwner } from './tell-owner.ts';

/**
 * Makes a new API key. The old one, and those of earlier rotations that still worked, live on for the hours given at most:
 * "at once" means that nothing but the new key works.
 */
export function rotateKey(deps: Deps, caller: Caller, oldKeyHours: number): Promise<string> {
  return withLine(deps.db, caller, async (tx, current) => {
    const now = deps.clock.now();
    const old = await getOwnKey(tx, caller.companyId, caller.lineId);
    await stopOwnKeysBy(tx, caller.companyId, caller.lineId, { at: after(now, hours(oldKeyHours)), now });
    const key = await makeOwnKey(tx, deps, caller, old.perMinute);
    await keysChanged(tx, caller);
    await tellOwner(tx, deps, current, 'key.rotated');
    await record(tx, deps, caller, 'key.rotated', { from: old.lastFour, to: key.slice(-4), oldKeyHours });
    await changed(tx, current);
    return key;
  });
}
