import { and, asc, eq, isNull, or } from 'drizzle-orm';
import type { CompanyId, EmailAddress, PhoneNumber } from '#contract/ids.ts';
import type { Db } from '#server/platform/db/db.ts';
import { hasFactor } from './factor-store.ts';
import { company, line } from './tables.ts';
import type { LineRef } from './with-line.ts';

export async function isEmailTaken(db: Db, email: EmailAddress, except?: LineRef): Promise<boolean> {
  const [found] = await db.select({ id: line.id }).from(line).where(eq(line.email, email));
  return found !== undefined && found.id !== except?.lineId;
}

export async function findLineAndCompany(db: Db, ref: LineRef) {
  const [found] = await db
    .select({ line, company, hasFactor })
    .from(line)
    .innerJoin(company, eq(company.id, line.companyId))
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
  return found;
}

/** Lines that can be reached at a proven number or address: whom "forgot username" tells. */
export function listLinesReachedAt(db: Db, to: { cell: PhoneNumber } | { email: EmailAddress }) {
  return db
    .select()
    .from(line)
    .where(and(or('cell' in to ? eq(line.cell, to.cell) : eq(line.email, to.email)), isNull(line.suspendedAt)))
    .limit(20);
}

/** The line's public number; null while the carrier is still being asked for one. */
export async function readLineNumber(db: Db, ref: LineRef): Promise<PhoneNumber | null> {
  const [found] = await db
    .select({ number: line.number })
    .from(line)
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
  return found?.number ?? null;
}

/** Lines of a company by their place in the list, the oldest first, with how many there are. */
export async function pageOfLines(db: Db, companyId: CompanyId, page: { limit: number; offset: number }) {
  const where = eq(line.companyId, companyId);
  const lines = await db.select().from(line).where(where).orderBy(asc(line.id)).limit(page.limit).offset(page.offset);
  return { lines, total: await db.$count(line, where) };
}
