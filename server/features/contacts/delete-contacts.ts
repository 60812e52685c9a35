import type { ContactId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { after } from '#server/platform/clock.ts';
import { tell } from '#server/platform/live/live.ts';
import { undoMs } from './erase-contacts.ts';
import { eraseContactsAt } from './jobs.ts';
import { leaveAllGroups } from './memberships.ts';
import { lockContacts, updateContact } from './store.ts';

/** Deletes contacts of the line; those that are gone already are passed over. Answers whom it deleted. */
export function deleteContacts(deps: Deps, ref: LineRef, ids: readonly string[]): Promise<ContactId[]> {
  return deps.db.transaction(async (tx) => {
    const rows = await lockContacts(tx, ref, ids);
    if (rows.length === 0) return [];
    const now = deps.clock.now();
    const deleted = rows.map((row) => row.id);
    const left = Map.groupBy(await leaveAllGroups(tx, ref.companyId, deleted), (one) => one.contactId);
    for (const row of rows) {
      const groups = left.get(row.id)?.map(({ groupId, state }) => ({ groupId, state })) ?? [];
      await updateContact(tx, ref.companyId, row.id, { deletedAt: now, groupsBefore: groups });
    }
    await eraseContactsAt(tx, ref, deleted, after(now, undoMs));
    await tell(tx, { line: ref.lineId, topic: 'contacts' });
    await tell(tx, { line: ref.lineId, topic: 'groups' });
    return deleted;
  });
}
