import { and, eq } from 'drizzle-orm';
import type { GroupId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { membership } from '#server/features/contacts/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { after, minutes } from '#server/platform/clock.ts';
import { lockDeletedGroup, updateGroup } from './store.ts';

/** How long the deletion of a group can be undone. */
export const undoMs = minutes(1);

/** Lets the members of a group go that was deleted a while ago and has not come back since. */
export async function emptyGroup(deps: Deps, ref: LineRef, id: GroupId): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const group = await lockDeletedGroup(tx, ref, id);
    if (group?.deletedAt == null || group.deletedAt > after(deps.clock.now(), -undoMs)) return;
    await tx.delete(membership).where(and(eq(membership.companyId, group.companyId), eq(membership.groupId, group.id)));
    await updateGroup(tx, ref.companyId, group.id, { size: 0, pending: 0 });
  });
}
