import { and, eq, sql } from 'drizzle-orm';
import type { LineId } from '#contract/ids.ts';
import type { LinePart } from '#server/features/company/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';
import { refreshLast } from './refresh-last.ts';
import { lastAnswered, messageSettings, shortLink } from './settings-tables.ts';
import { media, receipt, scheduled, sendRequest, thread, threadEntry } from './tables.ts';

/** What becomes of a line's texts when it is removed. */
export const messagesOfLine: LinePart = {
  name: 'messages',
  /** Nothing that was to be sent later is sent for somebody who is gone. */
  async stop(tx, _deps, ref) {
    await tx
      .update(scheduled)
      .set({ state: 'cancelled' })
      .where(and(isIn(scheduled, ref), eq(scheduled.state, 'waiting')));
    await tx
      .update(receipt)
      .set({ state: 'stopped' })
      .where(and(isIn(receipt, ref), sql`${receipt.state} in ('queued', 'quiet', 'held')`));
  },
  async handOver(tx, _deps, ref, to) {
    await joinThreads(tx, ref, to);
    for (const table of [thread, threadEntry, receipt, media, shortLink])
      await tx.update(table).set({ lineId: to }).where(isIn(table, ref));
    await tell(tx, { line: to, topic: 'inbox' });
  },
  async remove(tx, deps, ref) {
    const files = await tx.select({ key: media.key }).from(media).where(isIn(media, ref));
    for (const table of [
      receipt,
      threadEntry,
      media,
      thread,
      scheduled,
      sendRequest,
      messageSettings,
      lastAnswered,
      shortLink,
    ])
      await tx.delete(table).where(isIn(table, ref));
    for (const { key } of files) await deps.files.remove(`media/${key}/`);
  },
};

type OfLine =
  | typeof thread
  | typeof threadEntry
  | typeof receipt
  | typeof media
  | typeof scheduled
  | typeof sendRequest
  | typeof messageSettings
  | typeof lastAnswered
  | typeof shortLink;
const isIn = (table: OfLine, ref: LineRef) => and(eq(table.companyId, ref.companyId), eq(table.lineId, ref.lineId));

/** A conversation that both lines have with the same people becomes one: what was said goes into the colleague's. */
async function joinThreads(tx: Db, ref: LineRef, to: LineId): Promise<void> {
  const both = await tx.execute<{ own: string; theirs: (typeof thread.$inferSelect)['id'] }>(sql`
    select t.id::text as own, h.id::text as theirs from thread t
    join thread h on h.company_id = t.company_id and h.line_id = ${to} and h.member_key = t.member_key
    where t.company_id = ${ref.companyId} and t.line_id = ${ref.lineId}`);
  for (const { own, theirs } of both.rows) {
    await tx.execute(
      sql`update thread_entry set thread_id = ${theirs} where company_id = ${ref.companyId} and thread_id = ${own}`,
    );
    await tx.execute(sql`
      update thread h set unread = h.unread + t.unread, deleted_at = case when t.deleted_at is null then null else h.deleted_at end
      from thread t where t.company_id = ${ref.companyId} and t.id = ${own} and h.company_id = t.company_id and h.id = ${theirs}`);
    await tx.execute(sql`delete from thread where company_id = ${ref.companyId} and id = ${own}`);
    await refreshLast(tx, ref, theirs);
  }
}
