import { sql } from 'drizzle-orm';
import type { CompanyId, PhoneNumber } from '#contract/ids.ts';
import type { Party } from '#contract/messages.ts';
import { contactGroup, listContactsByNumbers } from '#server/features/contacts/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { landline } from './settings-tables.ts';

export type PartyFinder = (number: string) => Party;
export const bareParty: PartyFinder = (number) => ({ number, name: null, contactId: null });

/** Who numbers are to this line: contacts where they are known, bare numbers where not. */
export async function findParties(
  db: Db,
  ref: LineRef,
  numbers: readonly string[],
): Promise<{ party: PartyFinder; isOptedOut: (number: string) => boolean }> {
  const wanted = [...new Set(numbers)];
  if (wanted.length === 0) return { party: bareParty, isOptedOut: () => false };
  const contacts = new Map(
    // Short codes and senders' names are looked for as they are: nobody has them as a number.
    (await listContactsByNumbers(db, ref, wanted as PhoneNumber[])).map((one) => [one.number as string, one]),
  );
  return {
    party: (number) => {
      const found = contacts.get(number);
      return { number, name: found?.name || null, contactId: found?.id ?? null };
    },
    isOptedOut: (number) => (contacts.get(number)?.blockedAt ?? null) !== null,
  };
}

export type GroupNamer = (id: string) => { readonly id: string; readonly name: string };

/** What groups of this line are called, deleted ones as they were. */
export async function findGroupNames(db: Db, ref: LineRef, ids: readonly string[]): Promise<GroupNamer> {
  if (ids.length === 0) return (id) => ({ id, name: '' });
  const rows = await db
    .select({ id: contactGroup.id, name: contactGroup.name })
    .from(contactGroup)
    .where(
      sql`${contactGroup.companyId} = ${ref.companyId} and ${contactGroup.lineId} = ${ref.lineId} and ${contactGroup.id} = any(${`{${[...new Set(ids)].join(',')}}`}::bigint[])`,
    );
  const names = new Map(rows.map((row) => [row.id as string, row.name]));
  return (id) => ({ id, name: names.get(id) ?? '' });
}

/** Which of these numbers the carrier has called landlines. */
export async function findLandlines(db: Db, companyId: CompanyId, numbers: readonly string[]): Promise<Set<string>> {
  if (numbers.length === 0) return new Set();
  const rows = await db
    .select({ number: landline.number })
    .from(landline)
    // As one list: a statement takes 65,535 values, and groups are larger.
    .where(
      sql`${landline.companyId} = ${companyId} and ${landline.number} = any(${`{${numbers.map((one) => JSON.stringify(one))}}`}::text[])`,
    );
  return new Set(rows.map((row) => row.number));
}
