import { and, eq, or } from 'drizzle-orm';
import type { PhoneNumber } from '#contract/ids.ts';
import { findContactByNumber } from '#server/features/contacts/index.ts';
import { type LineRef, line } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { isE164 } from './dialled-number.ts';

/** Whom the line knows by this number, from its contacts or as a colleague; null: nobody. */
export async function findCallerName(db: Db, ref: LineRef, number: string): Promise<string | null> {
  if (!isE164(number)) return null;
  const contact = await findContactByNumber(db, ref, number);
  if (contact?.name) return contact.name;
  const [colleague] = await db
    .select({ name: line.name })
    .from(line)
    .where(and(eq(line.companyId, ref.companyId), isNumberOf(number)))
    .limit(1);
  return colleague?.name ?? null;
}

const isNumberOf = (number: PhoneNumber) => or(eq(line.number, number), eq(line.cell, number));
