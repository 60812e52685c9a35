import { groupErrors as e } from '#contract/groups.ts';
import type { Deps } from '#server/deps.ts';
import { findGroup } from '#server/features/contacts/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { holdGroup } from '#server/features/plan/index.ts';
import { after } from '#server/platform/clock.ts';
import { violatedConstraint } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { undoMs } from './empty-group.ts';
import { lockDeletedGroup, updateGroup } from './store.ts';

/** Undoes the deletion of a group, its members with it. Throws `groups.not_found`, `groups.not_restorable`, `plan.limits_reached`. */
export async function restoreGroup(deps: Deps, ref: LineRef, id: string): Promise<void> {
  try {
    await deps.db.transaction(async (tx) => {
      // It lives: an earlier press of the button restored it.
      if (await findGroup(tx, ref, id)) return;
      const group = await lockDeletedGroup(tx, ref, id);
      if (!group) throw new AppError(e.notFound);
      if (group.deletedAt === null || group.deletedAt <= after(deps.clock.now(), -undoMs))
        throw new AppError(e.notRestorable);
      await updateGroup(tx, ref.companyId, group.id, { deletedAt: null });
      await holdGroup(tx, deps, { companyId: ref.companyId, lineId: ref.lineId, groupId: group.id });
      await tell(tx, { line: ref.lineId, topic: 'groups' });
      await tell(tx, { line: ref.lineId, topic: 'contacts' });
    });
  } catch (error) {
    if (violatedConstraint(error) !== undefined) throw new AppError(e.notRestorable);
    throw error;
  }
}
