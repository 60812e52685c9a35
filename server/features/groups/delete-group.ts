import { groupErrors as e } from '#contract/groups.ts';
import type { Deps } from '#server/deps.ts';
import { findGroup } from '#server/features/contacts/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { freeGroup } from '#server/features/plan/index.ts';
import { after } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { undoMs } from './empty-group.ts';
import { emptyGroupAt } from './jobs.ts';
import { updateGroup } from './store.ts';

/** Deletes a group; its contacts stay, its name and keyword are free at once. Throws `groups.not_found`. */
export async function deleteGroup(deps: Deps, ref: LineRef, id: string): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const group = await findGroup(tx, ref, id, true);
    if (!group) throw new AppError(e.notFound);
    await updateGroup(tx, ref.companyId, group.id, { deletedAt: now });
    await freeGroup(tx, { companyId: ref.companyId, groupId: group.id });
    await emptyGroupAt(tx, ref, group.id, after(now, undoMs));
    await tell(tx, { line: ref.lineId, topic: 'groups' });
    await tell(tx, { line: ref.lineId, topic: 'contacts' });
  });
}
