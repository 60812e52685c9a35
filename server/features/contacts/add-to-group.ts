import { groupErrors } from '#contract/groups.ts';
import type { ContactId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { addMembers } from './memberships.ts';

/** Adds contacts to a group; answers whom it was new to. Throws `groups.not_found`. */
export function addToGroup(deps: Deps, ref: LineRef, groupId: string, ids: readonly string[]): Promise<ContactId[]> {
  return deps.db.transaction(async (tx) => {
    const added = await addMembers(tx, ref, groupId, ids, deps.clock.now());
    if (!added) throw new AppError(groupErrors.notFound);
    await tell(tx, { line: ref.lineId, topic: 'groups' });
    await tell(tx, { line: ref.lineId, topic: 'contacts' });
    return added;
  });
}
