import { and, eq } from 'drizzle-orm';
import type { Db } from '#server/platform/db/db.ts';
import { factor, factorAsk, recoveryCode } from './factor-tables.ts';
import { apiKey, challenge, line, pendingChange, session, usernameClaim } from './tables.ts';
import type { LineRef } from './with-line.ts';

/**
 * Leaves of a line what the trail of its company needs to stay readable: its id and name. Answers the key of the picture whose
 * files are to go. The username is free again.
 */
export async function forgetLine(tx: Db, ref: LineRef, now: Date): Promise<string | null> {
  const all = [usernameClaim, challenge, pendingChange, session, apiKey, factor, recoveryCode, factorAsk] as const;
  for (const table of all)
    await tx.delete(table).where(and(eq(table.companyId, ref.companyId), eq(table.lineId, ref.lineId)));
  const [before] = await tx
    .select({ picture: line.picture })
    .from(line)
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)))
    .for('update');
  await tx
    .update(line)
    .set({
      username: `removed-${ref.lineId}`,
      roles: [],
      number: null,
      passwordHash: '',
      cell: null,
      cellVerifiedAt: null,
      email: null,
      emailVerifiedAt: null,
      picture: null,
      suspendedAt: now,
    })
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
  return before?.picture ?? null;
}
