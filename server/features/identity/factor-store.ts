import { and, asc, count, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '#server/platform/db/db.ts';
import { factor, recoveryCode } from './factor-tables.ts';
import { company, line } from './tables.ts';
import type { LineRef } from './with-line.ts';

export type FactorRow = typeof factor.$inferSelect;

/** Whether the line of a query's row has a second step. */
export const hasFactor = sql<boolean>`exists (select 1 from ${factor}
  where ${factor.companyId} = ${line.companyId} and ${factor.lineId} = ${line.id})`;

export const listFactors = (db: Db, ref: LineRef): Promise<FactorRow[]> =>
  db
    .select()
    .from(factor)
    .where(and(eq(factor.companyId, ref.companyId), eq(factor.lineId, ref.lineId)))
    .orderBy(asc(factor.createdAt));

export async function countRecoveryCodes(db: Db, ref: LineRef): Promise<number> {
  const [found] = await db
    .select({ left: count() })
    .from(recoveryCode)
    .where(
      and(eq(recoveryCode.companyId, ref.companyId), eq(recoveryCode.lineId, ref.lineId), isNull(recoveryCode.usedAt)),
    );
  return found?.left ?? 0;
}

/** Whether the line's company asks a second step of everybody. */
export async function requiresFactor(db: Db, ref: Pick<LineRef, 'companyId'>): Promise<boolean> {
  const [found] = await db
    .select({ required: company.secondFactorRequired })
    .from(company)
    .where(eq(company.id, ref.companyId));
  return found?.required ?? false;
}
