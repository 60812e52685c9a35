import type { BodyOf } from '#contract/endpoint.ts';
import type { settings } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { changed, parseName, record, withLine } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { refuseStale } from './refuse-stale.ts';
import { updateLine } from './store.ts';

/** Changes "My Name". Throws `identity.name_shape`, `settings.changed_elsewhere`. */
export function changeName(deps: Deps, caller: Caller, wanted: BodyOf<typeof settings.changeName>): Promise<void> {
  const name = parseName(wanted.name);
  return withLine(deps.db, caller, async (tx, current) => {
    refuseStale('name', { was: wanted.was, now: current.name, wanted: name });
    if (name === current.name) return;
    await updateLine(tx, caller.companyId, caller.lineId, { name });
    await record(tx, deps, caller, 'name.changed', { from: current.name, to: name });
    await changed(tx, current);
  });
}
