import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { CompanyId, ContactId, PhoneNumber } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { barredNumber, contact, contactGroup, membership } from './tables.ts';

export type ContactRow = typeof contact.$inferSelect;
/** Whether its number may be texted, and since when not. */
export interface Bars {
  readonly blockedAt: Date | null;
  readonly screenedAt: Date | null;
}
export type Contact = ContactRow & Bars;

const bars = { blockedAt: barredNumber.blockedAt, screenedAt: barredNumber.screenedAt };
const barsOfContact = and(
  eq(barredNumber.companyId, contact.companyId),
  eq(barredNumber.lineId, contact.lineId),
  eq(barredNumber.number, contact.number),
);
export const ofLine = (ref: LineRef) => and(eq(contact.companyId, ref.companyId), eq(contact.lineId, ref.lineId));
const live = (ref: LineRef) => and(ofLine(ref), isNull(contact.deletedAt));
/** True of every contact that is not deleted; said so that the index over numbers is of use, which leaves the displaced ones out. */
export const hasNumber = sql`not ${contact.displaced}`;

const withBars = (row: { contact: ContactRow; blockedAt: Date | null; screenedAt: Date | null }): Contact => ({
  ...row.contact,
  blockedAt: row.blockedAt,
  screenedAt: row.screenedAt,
});

/** Contacts of the line among these ids, in no order. Deleted ones are left out. */
export async function listContactsByIds(db: Db, ref: LineRef, ids: readonly string[]): Promise<Contact[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ contact, ...bars })
    .from(contact)
    .leftJoin(barredNumber, barsOfContact)
    // Digits by the contract; whether they are contacts is for the query to say.
    .where(and(live(ref), inArray(contact.id, ids as ContactId[])));
  return rows.map(withBars);
}

export async function findContact(db: Db, ref: LineRef, id: string): Promise<Contact | undefined> {
  return (await listContactsByIds(db, ref, [id]))[0];
}

/** The contact with this number (E.164); deleted ones are not found. */
export async function findContactByNumber(db: Db, ref: LineRef, number: PhoneNumber): Promise<Contact | undefined> {
  return (await listContactsByNumbers(db, ref, [number]))[0];
}

/** Not deleted, said so that only the index over numbers helps: others hold all contacts of a line, and PostgreSQL takes any while it knows nothing of them. */
const isLive = sql`(${contact.deletedAt} is null) is true`;

export async function listContactsByNumbers(db: Db, ref: LineRef, numbers: readonly PhoneNumber[]): Promise<Contact[]> {
  if (numbers.length === 0) return [];
  const rows = await db
    .select({ contact, ...bars })
    .from(contact)
    .leftJoin(barredNumber, barsOfContact)
    .where(and(ofLine(ref), isLive, hasNumber, inArray(contact.number, [...numbers])));
  return rows.map(withBars);
}

/** Whom a reply from the personal cell begins with. @public */
export async function findContactByKeyword(db: Db, ref: LineRef, keyword: string): Promise<Contact | undefined> {
  const [row] = await db
    .select({ contact, ...bars })
    .from(contact)
    .leftJoin(barredNumber, barsOfContact)
    .where(and(live(ref), eq(contact.keyword, keyword.trim().toLowerCase())));
  return row && withBars(row);
}

/** The row that holds a number, deleted or not, locked until the transaction ends. */
export async function lockByNumber(tx: Db, ref: LineRef, number: PhoneNumber): Promise<ContactRow | undefined> {
  const [row] = await tx
    .select()
    .from(contact)
    .where(and(ofLine(ref), eq(contact.number, number), hasNumber))
    .for('update');
  return row;
}

/** Contacts among these ids, locked in the order of their ids, so that two who lock many never wait for each other. */
export function lockContacts(
  tx: Db,
  ref: LineRef,
  ids: readonly string[],
  which: 'live' | 'deleted' = 'live',
): Promise<ContactRow[]> {
  return tx
    .select()
    .from(contact)
    .where(
      and(
        ofLine(ref),
        which === 'live' ? isNull(contact.deletedAt) : isNotNull(contact.deletedAt),
        // Digits by the contract.
        inArray(contact.id, ids as ContactId[]),
      ),
    )
    .orderBy(asc(contact.id))
    .for('update');
}

/** Inserts unless the number is held already; undefined then. Throws a violation of `contact_keyword`. */
export async function insertContact(tx: Db, row: typeof contact.$inferInsert): Promise<ContactRow | undefined> {
  const [made] = await tx
    .insert(contact)
    .values(row)
    .onConflictDoNothing({
      target: [contact.companyId, contact.lineId, contact.number],
      where: sql`not displaced`,
    })
    .returning();
  return made;
}

export async function updateContact(
  tx: Db,
  companyId: CompanyId,
  id: ContactId,
  set: Partial<typeof contact.$inferInsert>,
): Promise<ContactRow> {
  const [row] = await tx
    .update(contact)
    .set(set)
    .where(and(eq(contact.companyId, companyId), eq(contact.id, id)))
    .returning();
  if (!row) throw new Error('a contact that was locked is gone');
  return row;
}

/** Groups each contact is in, by name. */
export function listGroupsOfContact(db: Db, companyId: CompanyId, id: ContactId) {
  return db
    .select({ id: contactGroup.id, name: contactGroup.name, state: membership.state })
    .from(membership)
    .innerJoin(
      contactGroup,
      and(eq(contactGroup.companyId, membership.companyId), eq(contactGroup.id, membership.groupId)),
    )
    .where(and(eq(membership.companyId, companyId), eq(membership.contactId, id), isNull(contactGroup.deletedAt)))
    .orderBy(asc(contactGroup.place));
}
