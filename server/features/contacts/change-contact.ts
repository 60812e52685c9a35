import { contactErrors as e } from '#contract/contacts.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { type Db, violatedConstraint } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import type { Wanted } from './add-contact.ts';
import { contactKeyword, mergeFields, parseContactName, parseKeyword, parseNotes } from './contact-facts.ts';
import { parseContactNumber } from './contact-number.ts';
import { traces } from './fold.ts';
import { regionOf } from './region.ts';
import { type ContactRow, lockByNumber, lockContacts, updateContact } from './store.ts';

type Set = Partial<Wanted>;
type Was = { readonly [K in 'name' | 'number' | 'keyword' | 'notes']?: string | null | undefined };

/**
 * Changes what `set` names; fields one by one, null removes one. `was` is what the page showed: a change over somebody else's
 * is refused. Throws `contacts.not_found`, `contacts.changed_elsewhere` (detail: now), `contacts.number_taken` (detail: id).
 */
export async function changeContact(deps: Deps, ref: LineRef, id: string, set: Set, was: Was = {}): Promise<void> {
  const region = await regionOf(deps.db, ref);
  const wanted = {
    ...(set.name !== undefined && { name: parseContactName(set.name) }),
    ...(set.number !== undefined && { number: parseContactNumber(set.number, region) }),
    ...(set.keyword !== undefined && { keyword: set.keyword ? parseKeyword(set.keyword, contactKeyword) : null }),
    ...(set.notes !== undefined && { notes: parseNotes(set.notes) }),
  };
  try {
    await deps.db.transaction(async (tx) => {
      const [current] = await lockContacts(tx, ref, [id]);
      if (!current) throw new AppError(e.notFound);
      refuseStale(current, wanted, was);
      if (wanted.number !== undefined && wanted.number !== current.number) await freeNumber(tx, ref, wanted.number);
      const next = { ...current, ...wanted };
      const fields = set.fields === undefined ? current.fields : mergeFields(current.fields, set.fields);
      await updateContact(tx, ref.companyId, current.id, {
        ...wanted,
        fields,
        ...traces(ref.lineId, next),
        changedAt: deps.clock.now(),
      });
      await tell(tx, { line: ref.lineId, topic: 'contacts' });
    });
  } catch (error) {
    const broken = violatedConstraint(error);
    if (broken === 'contact_keyword') throw new AppError(e.keywordTaken, { field: 'keyword' });
    // Somebody added the number between our look and our write.
    if (broken === 'contact_number') throw new AppError(e.numberTaken, { field: 'number' });
    throw error;
  }
}

function refuseStale(current: ContactRow, wanted: Partial<ContactRow>, was: Was): void {
  for (const field of ['name', 'number', 'keyword', 'notes'] as const) {
    const [now, then] = [current[field], was[field]];
    if (wanted[field] === undefined || then === undefined || then === now || wanted[field] === now) continue;
    throw new AppError(e.changedElsewhere, { field, detail: { now } });
  }
}

/** A deleted contact that holds the number gives it up for good. Throws `contacts.number_taken` when a live one holds it. */
async function freeNumber(tx: Db, ref: LineRef, number: PhoneNumber): Promise<void> {
  const holder = await lockByNumber(tx, ref, number);
  if (!holder) return;
  if (holder.deletedAt === null) throw new AppError(e.numberTaken, { field: 'number', detail: { id: holder.id } });
  await updateContact(tx, ref.companyId, holder.id, { displaced: true });
}
