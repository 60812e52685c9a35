import { contactErrors as e } from '#contract/contacts.ts';
import type { ContactId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { after } from '#server/platform/clock.ts';
import { violatedConstraint } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { undoMs } from './erase-contacts.ts';
import { findGroup, setMembership } from './memberships.ts';
import { listContactsByIds, lockContacts, updateContact } from './store.ts';

/** Undoes a deletion: facts and groups are as they were. All of them or none. Throws `contacts.not_restorable`. */
export async function restoreContacts(deps: Deps, ref: LineRef, ids: readonly string[]): Promise<ContactId[]> {
  const now = deps.clock.now();
  try {
    return await deps.db.transaction(async (tx) => {
      const rows = await lockContacts(tx, ref, ids, 'deleted');
      const alive = await listContactsByIds(tx, ref, ids);
      const inTime = rows.filter(
        (row) => !row.displaced && row.deletedAt !== null && row.deletedAt > after(now, -undoMs),
      );
      // One that lives already was restored by an earlier press of the button.
      if (inTime.length + alive.length < ids.length) throw new AppError(e.notDeleted);
      for (const row of inTime) await updateContact(tx, ref.companyId, row.id, { deletedAt: null, groupsBefore: null });
      const places = inTime.flatMap((row) => (row.groupsBefore ?? []).map((was) => ({ ...was, contactId: row.id })));
      for (const place of places.sort((a, b) => (BigInt(a.groupId) < BigInt(b.groupId) ? -1 : 1))) {
        const group = await findGroup(tx, ref, place.groupId, true);
        if (group) await setMembership(tx, group, place.contactId, { state: place.state, at: now });
      }
      await tell(tx, { line: ref.lineId, topic: 'contacts' });
      await tell(tx, { line: ref.lineId, topic: 'groups' });
      return inTime.map((row) => row.id);
    });
  } catch (error) {
    // Its keyword went to somebody else meanwhile.
    if (violatedConstraint(error) === 'contact_keyword') throw new AppError(e.notDeleted);
    throw error;
  }
}
