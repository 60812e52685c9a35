import { groupErrors as e } from '#contract/groups.ts';
import type { ContactId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { addMembers, findGroup, removeMembers } from '#server/features/contacts/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';

/** Adds and removes members; answers whom that changed. Throws `groups.not_found`. */
export function changeMembers(
  deps: Deps,
  ref: LineRef,
  id: string,
  who: { add: readonly string[]; remove: readonly string[] },
): Promise<{ added: ContactId[]; removed: ContactId[] }> {
  return deps.db.transaction(async (tx) => {
    const added = await addMembers(tx, ref, id, who.add, deps.clock.now());
    const group = await findGroup(tx, ref, id, true);
    if (!added || !group) throw new AppError(e.notFound);
    const removed = await removeMembers(tx, group, who.remove);
    await tell(tx, { line: ref.lineId, topic: 'groups' });
    await tell(tx, { line: ref.lineId, topic: 'contacts' });
    return { added, removed };
  });
}
