import type { Deps } from '#server/deps.ts';
import { changed, record, withLine } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tidyPictureAt } from './jobs.ts';
import { updateLine } from './store.ts';

/** "Remove picture": initials stand in for it again. */
export function removePicture(deps: Deps, caller: Caller): Promise<void> {
  return withLine(deps.db, caller, async (tx, current) => {
    if (current.picture === null) return;
    await updateLine(tx, caller.companyId, caller.lineId, { picture: null });
    await tidyPictureAt(tx, caller, current.picture, deps.clock.now());
    await record(tx, deps, caller, 'picture.removed');
    await changed(tx, current);
  });
}
