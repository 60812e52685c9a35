import { sql } from 'drizzle-orm';
import type { CompanyId, LineId, ThreadId } from '#contract/ids.ts';
import type { Db } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';
import { refreshLast } from './refresh-last.ts';
import { thread, threadEntry } from './tables.ts';

/** Takes calls or voicemails out of their conversations for good. A conversation of which nothing is left is gone with them. */
export async function dropEntries(
  tx: Db,
  companyId: CompanyId,
  kind: 'call' | 'voicemail',
  refIds: readonly string[],
  at: Date,
): Promise<void> {
  if (refIds.length === 0) return;
  const { rows } = await tx.execute<{ thread: ThreadId; line: LineId }>(sql`
    with gone as (
      delete from ${threadEntry} where company_id = ${companyId} and kind = ${kind} and ref_id = any(${`{${refIds.join(',')}}`}::bigint[])
      returning thread_id, line_id)
    select distinct thread_id::text as thread, line_id::text as line from gone`);
  for (const { thread: id, line } of rows) {
    await refreshLast(tx, { companyId, lineId: line }, id);
    await tx.execute(sql`
      update ${thread} set deleted_at = ${at.toISOString()}::timestamptz, unread = 0
      where company_id = ${companyId} and id = ${id} and last_entry_id is null and deleted_at is null`);
  }
  for (const line of new Set(rows.map((row) => row.line))) await tell(tx, { line, topic: 'inbox' });
}
