import { and, asc, eq, isNull } from 'drizzle-orm';
import type { CompanyNumber } from '#contract/company.ts';
import type { CompanyId } from '#contract/ids.ts';
import { line, servedNumber } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';

/** The company's numbers that are not on their way back to the carrier, and whose they are. */
export async function readNumbers(db: Db, companyId: CompanyId): Promise<CompanyNumber[]> {
  const rows = await db
    .select({ number: servedNumber.number, takenAt: servedNumber.takenAt, id: line.id, name: line.name })
    .from(servedNumber)
    .leftJoin(line, and(eq(line.companyId, servedNumber.companyId), eq(line.number, servedNumber.number)))
    .where(and(eq(servedNumber.companyId, companyId), isNull(servedNumber.releasedAt)))
    .orderBy(asc(servedNumber.takenAt), asc(servedNumber.number));
  return rows.map(({ number, takenAt, id, name }) => ({
    number,
    takenAt: takenAt.toISOString(),
    line: id !== null && name !== null ? { id, name } : null,
  }));
}
