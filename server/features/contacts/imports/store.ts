import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { CompanyId, ImportId } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { contactImport, importFault } from '../tables.ts';

export type ImportRow = typeof contactImport.$inferSelect;
export type FaultRow = typeof importFault.$inferSelect;

const isImport = (ref: LineRef, id: string) =>
  and(
    eq(contactImport.companyId, ref.companyId),
    eq(contactImport.lineId, ref.lineId),
    // Digits by the contract; whether it is an import is for the query to say.
    eq(contactImport.id, id as ImportId),
  );

export async function insertImport(tx: Db, row: typeof contactImport.$inferInsert): Promise<void> {
  await tx.insert(contactImport).values(row);
}

export async function findImport(db: Db, ref: LineRef, id: string): Promise<ImportRow | undefined> {
  const [found] = await db.select().from(contactImport).where(isImport(ref, id));
  return found;
}

export async function lockImport(tx: Db, ref: LineRef, id: string): Promise<ImportRow | undefined> {
  const [found] = await tx.select().from(contactImport).where(isImport(ref, id)).for('update');
  return found;
}

export function listImports(db: Db, ref: LineRef, limit: number): Promise<ImportRow[]> {
  return db
    .select()
    .from(contactImport)
    .where(and(eq(contactImport.companyId, ref.companyId), eq(contactImport.lineId, ref.lineId)))
    .orderBy(desc(contactImport.createdAt), desc(contactImport.id))
    .limit(limit);
}

export function countRunning(db: Db, ref: LineRef): Promise<number> {
  return db.$count(
    contactImport,
    and(
      eq(contactImport.companyId, ref.companyId),
      eq(contactImport.lineId, ref.lineId),
      eq(contactImport.state, 'running'),
    ),
  );
}

export async function updateImport(
  tx: Db,
  companyId: CompanyId,
  id: ImportId,
  set: Partial<typeof contactImport.$inferInsert>,
): Promise<void> {
  await tx
    .update(contactImport)
    .set(set)
    .where(and(eq(contactImport.companyId, companyId), eq(contactImport.id, id)));
}

export interface Tally {
  readonly done: number;
  readonly added: number;
  readonly updated: number;
  readonly skipped: number;
  readonly joined: number;
  readonly faulty: number;
}

export async function tallyImport(tx: Db, companyId: CompanyId, id: ImportId, by: Tally): Promise<void> {
  const more = (column: keyof Tally) => sql`${contactImport[column]} + ${by[column]}`;
  await tx
    .update(contactImport)
    .set({
      done: more('done'),
      added: more('added'),
      updated: more('updated'),
      skipped: more('skipped'),
      joined: more('joined'),
      faulty: more('faulty'),
    })
    .where(and(eq(contactImport.companyId, companyId), eq(contactImport.id, id)));
}

export async function insertFaults(tx: Db, rows: (typeof importFault.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(importFault).values(rows);
}

/** Faults of imports in the order of their rows, after a row. */
export function listFaults(
  db: Db,
  companyId: CompanyId,
  ids: readonly ImportId[],
  page: { afterRow: number; limit: number },
): Promise<FaultRow[]> {
  return db
    .select()
    .from(importFault)
    .where(
      and(
        eq(importFault.companyId, companyId),
        inArray(importFault.importId, [...ids]),
        gt(importFault.row, page.afterRow),
      ),
    )
    .orderBy(asc(importFault.row))
    .limit(page.limit);
}
