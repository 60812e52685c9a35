import type { Deps } from '#server/deps.ts';
import { record, withLine } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { getOwnKey } from './store.ts';

/** Shows the line's API key. */
export function showKey(deps: Deps, caller: Caller): Promise<string> {
  return withLine(deps.db, caller, async (tx) => {
    const own = await getOwnKey(tx, caller.companyId, caller.lineId);
    await record(tx, deps, caller, 'key.shown', { lastFour: own.lastFour });
    return deps.secrets.open('api key', own.sealed);
  });
}
