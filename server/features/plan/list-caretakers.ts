import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { CompanyId } from '#contract/ids.ts';
import { line } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';

/** Names of the first few admins: whom to ask for what only they may do. */
export async function listCaretakers(db: Db, companyId: CompanyId): Promise<string[]> {
  const found = await db
    .select({ name: line.name })
    .from(line)
    .where(and(eq(line.companyId, companyId), sql`'admin' = any(${line.roles})`, isNull(line.suspendedAt)))
    .orderBy(asc(line.id))
    .limit(3);
  return found.map(({ name }) => name);
}
