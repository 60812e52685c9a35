import { sql } from 'drizzle-orm';
import { commonErrors } from '#contract/endpoint.ts';
import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { line } from './tables.ts';

export type Line = typeof line.$inferSelect;
export interface LineRef {
  readonly companyId: CompanyId;
  readonly lineId: LineId;
}

/**
 * R1: the one way to write to an account. Opens a transaction, locks the line by raising its version, and hands it over as it stands now.
 * Children are touched in one order after it: username → challenge → pending change → session → key.
 */
export function withLine<T>(
  db: { transaction<R>(run: (tx: Db) => Promise<R>): Promise<R> },
  ref: LineRef,
  run: (tx: Db, current: Line) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    const [current] = await tx
      .update(line)
      .set({ version: sql`${line.version} + 1` })
      .where(sql`${line.companyId} = ${ref.companyId} and ${line.id} = ${ref.lineId}`)
      .returning();
    // The caller was signed in a moment ago; a line that is gone now is a line that has been deleted meanwhile.
    if (!current) throw new AppError(commonErrors.signInNeeded);
    return run(tx, current);
  });
}
