import { contactErrors as e } from '#contract/contacts.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { after } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { mergeFields, parseNotes } from './contact-facts.ts';
import { undoMs } from './erase-contacts.ts';
import { traces } from './fold.ts';
import { eraseContactsAt } from './jobs.ts';
import { findGroup, leaveAllGroups, setMembership } from './memberships.ts';
import { type ContactRow, lockContacts, updateContact } from './store.ts';
import type { Fields } from './tables.ts';

/**
 * Joins contacts into the one to keep. What it knows stands; what only the others know is added: name, keyword, fields,
 * notes, groups. Their numbers become fields of it ("Other number"), for a contact has one number. The others are deleted.
 * Throws `contacts.not_found`, `contacts.join_self`, `contacts.fields_large`, `contacts.notes_long`.
 */
export async function joinContacts(deps: Deps, ref: LineRef, keep: string, others: readonly string[]): Promise<void> {
  if (others.includes(keep)) throw new AppError(e.joinSelf);
  const now = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const rows = await lockContacts(tx, ref, [keep, ...others]);
    const kept = rows.find((row) => row.id === keep);
    const gone = others.flatMap((id) => rows.find((row) => row.id === id) ?? []);
    if (!kept || gone.length < others.length) throw new AppError(e.notFound);
    const ids = gone.map((row) => row.id);
    const left = await leaveAllGroups(tx, ref.companyId, ids);
    for (const row of gone)
      await updateContact(tx, ref.companyId, row.id, {
        deletedAt: now,
        groupsBefore: left.filter((one) => one.contactId === row.id).map(({ groupId, state }) => ({ groupId, state })),
      });
    const joined = joinFacts(kept, gone);
    await updateContact(tx, ref.companyId, kept.id, {
      ...joined,
      ...traces(ref.lineId, { ...joined, number: kept.number }),
      changedAt: now,
    });
    // Only who confirmed is taken along: YES is asked of a phone, and this is another one.
    const groups = new Set(left.filter((one) => one.state === 'joined').map((one) => one.groupId));
    for (const groupId of [...groups].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))) {
      const group = await findGroup(tx, ref, groupId, true);
      if (group) await setMembership(tx, group, kept.id, { state: 'joined', at: now });
    }
    await eraseContactsAt(tx, ref, ids, after(now, undoMs));
    await tell(tx, { line: ref.lineId, topic: 'contacts' });
    await tell(tx, { line: ref.lineId, topic: 'groups' });
  });
}

function joinFacts(kept: ContactRow, gone: readonly ContactRow[]) {
  const fields: Fields = { ...kept.fields };
  const addAs = (name: string, value: unknown) => {
    if (Object.values(fields).includes(value)) return;
    let free = name;
    for (let n = 2; free in fields; n += 1) free = `${name} ${n}`;
    fields[free] = value;
  };
  for (const row of gone) {
    addAs('Other number', row.number);
    for (const [name, value] of Object.entries(row.fields)) addAs(name, value);
  }
  const notes = [kept.notes, ...gone.map((row) => row.notes)].filter(
    (text, at, all) => text && all.indexOf(text) === at,
  );
  return {
    name: kept.name || (gone.find((row) => row.name !== '')?.name ?? ''),
    keyword: kept.keyword ?? gone.find((row) => row.keyword !== null)?.keyword ?? null,
    fields: mergeFields({}, fields),
    notes: parseNotes(notes.join('\n\n')),
  };
}
