import type { ContactId, PhoneNumber } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Clock } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { barsOf } from './bars.ts';
import { traces } from './fold.ts';
import {
  type Contact,
  type ContactRow,
  findContactByNumber,
  insertContact,
  lockByNumber,
  updateContact,
} from './store.ts';

/**
 * The contact of a number that texted, called, or is texted for the first time: it becomes a contact without a name. One that
 * was deleted comes back with its id, so that its thread goes on, and with nothing else.
 */
export async function getOrAddContact(
  tx: Db,
  deps: { readonly clock: Clock },
  ref: LineRef,
  number: PhoneNumber,
): Promise<Contact> {
  const found = await findContactByNumber(tx, ref, number);
  if (found) return found;
  const now = deps.clock.now();
  const made = (await insertContact(tx, blank(ref, number, now))) ?? (await revive(tx, ref, number, now));
  await tell(tx, { line: ref.lineId, topic: 'contacts' });
  return { ...made, ...(await barsOf(tx, ref, number)) };
}

export const blank = (ref: LineRef, number: PhoneNumber, now: Date) => ({
  companyId: ref.companyId,
  lineId: ref.lineId,
  id: newId<ContactId>(),
  number,
  ...traces(ref.lineId, { name: '', number, keyword: null }),
  createdAt: now,
  changedAt: now,
});

/** What is left of a contact that was deleted: its number, its id, and whether it opted out, which is kept by number. */
export const erased = (row: Pick<ContactRow, 'lineId' | 'number'>) => ({
  name: '',
  keyword: null,
  fields: {},
  notes: '',
  groupsBefore: null,
  importId: null,
  ...traces(row.lineId, { name: '', number: row.number, keyword: null }),
});

/** Somebody holds the number: a contact added this moment, or a deleted one. */
async function revive(tx: Db, ref: LineRef, number: PhoneNumber, now: Date): Promise<ContactRow> {
  const holder = await lockByNumber(tx, ref, number);
  if (!holder) throw new Error('a number that is held is held by nobody');
  if (holder.deletedAt === null) return holder;
  return updateContact(tx, ref.companyId, holder.id, {
    ...erased(holder),
    deletedAt: null,
    createdAt: now,
    changedAt: now,
  });
}
