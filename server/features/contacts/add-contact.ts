import { contactErrors as e } from '#contract/contacts.ts';
import type { ContactId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { violatedConstraint } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { contactKeyword, mergeFields, parseContactName, parseKeyword, parseNotes } from './contact-facts.ts';
import { parseContactNumber } from './contact-number.ts';
import { traces } from './fold.ts';
import { blank, erased } from './get-or-add-contact.ts';
import { regionOf } from './region.ts';
import { insertContact, lockByNumber, updateContact } from './store.ts';
import type { Fields } from './tables.ts';

export interface Wanted {
  readonly number: string;
  readonly name?: string | undefined;
  readonly keyword?: string | null | undefined;
  readonly notes?: string | undefined;
  readonly fields?: Fields | undefined;
}

/** Adds a contact and answers its id. Throws `contacts.number_taken` (detail: id) and what its facts are refused for. */
export async function addContact(deps: Deps, ref: LineRef, wanted: Wanted): Promise<ContactId> {
  const facts = {
    number: parseContactNumber(wanted.number, await regionOf(deps.db, ref)),
    name: parseContactName(wanted.name ?? ''),
    keyword: wanted.keyword ? parseKeyword(wanted.keyword, contactKeyword) : null,
    notes: parseNotes(wanted.notes ?? ''),
    fields: mergeFields({}, wanted.fields ?? {}),
  };
  const now = deps.clock.now();
  const row = { ...blank(ref, facts.number, now), ...facts, ...traces(ref.lineId, facts) };
  try {
    return await deps.db.transaction(async (tx) => {
      await tell(tx, { line: ref.lineId, topic: 'contacts' });
      const made = await insertContact(tx, row);
      if (made) return made.id;
      const holder = await lockByNumber(tx, ref, facts.number);
      if (holder?.deletedAt == null)
        throw new AppError(e.numberTaken, { field: 'number', ...(holder && { detail: { id: holder.id } }) });
      // Its row comes back with its id, so that what was texted before is found again.
      await updateContact(tx, ref.companyId, holder.id, { ...erased(holder), ...row, id: holder.id, deletedAt: null });
      return holder.id;
    });
  } catch (error) {
    if (violatedConstraint(error) === 'contact_keyword') throw new AppError(e.keywordTaken, { field: 'keyword' });
    throw error;
  }
}
