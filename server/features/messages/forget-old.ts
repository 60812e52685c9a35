import { and, asc, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { CompanyId, EntryId, ThreadId } from '#contract/ids.ts';
import type { RetentionPart } from '#server/features/company/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { dropMediaFiles } from './drop-media-files.ts';
import { refreshLast } from './refresh-last.ts';
import { shortLink } from './settings-tables.ts';
import { media, receipt, scheduled, thread, threadEntry } from './tables.ts';

/** What a company forgets of its texts after the time it chose: messages with receipts and files, and conversations once empty. */
export const oldMessages: RetentionPart = {
  name: 'messages',
  async count(db, companyId, before) {
    const old = and(eq(threadEntry.companyId, companyId), lt(threadEntry.at, before));
    return {
      messages: await db.$count(threadEntry, and(old, eq(threadEntry.kind, 'message'))),
      conversations: await db.$count(thread, and(eq(thread.companyId, companyId), lt(thread.lastAt, before))),
    };
  },
  forget: (deps, companyId, before, most) =>
    deps.db.transaction(async (tx) => {
      const found = await oldest(tx, companyId, before, most);
      if (found.length > 0) await forgetEntries(tx, companyId, found);
      const rest = await forgetLoose(tx, companyId, before, most);
      return found.length === most || rest === most;
    }),
};

interface Old {
  readonly id: EntryId;
  readonly threadId: ThreadId;
}

/**
 * The oldest messages, by their ids, which are in the order of time: nothing newer is read. What is still being sent stays until it
 * has an end; calls and voicemails go with what they stand for.
 */
async function oldest(tx: Db, companyId: CompanyId, before: Date, most: number): Promise<Old[]> {
  const found: Old[] = [];
  let last: EntryId | undefined;
  while (found.length < most) {
    const page = await tx
      .select({
        id: threadEntry.id,
        threadId: threadEntry.threadId,
        at: threadEntry.at,
        kind: threadEntry.kind,
        sends: threadEntry.sendState,
      })
      .from(threadEntry)
      .where(and(eq(threadEntry.companyId, companyId), last === undefined ? undefined : gt(threadEntry.id, last)))
      .orderBy(asc(threadEntry.id))
      .limit(most);
    const old = page.filter(({ at }) => at < before);
    found.push(...old.filter(({ kind, sends }) => kind === 'message' && sends !== 'sending' && sends !== 'paused'));
    last = page.at(-1)?.id;
    if (old.length === 0 || page.length < most) break;
  }
  return found.slice(0, most);
}

/** Conversations first and in one order, as everybody locks who writes to them: what comes in meanwhile waits, and begins anew. */
async function forgetEntries(tx: Db, companyId: CompanyId, old: readonly Old[]): Promise<void> {
  const threadIds = [...new Set(old.map(({ threadId }) => threadId))];
  const ids = old.map(({ id }) => id);
  const threads = await tx
    .select({ id: thread.id, lineId: thread.lineId })
    .from(thread)
    .where(and(eq(thread.companyId, companyId), inArray(thread.id, threadIds)))
    .orderBy(asc(thread.id))
    .for('update');
  const files = await tx
    .delete(media)
    .where(and(eq(media.companyId, companyId), inArray(media.entryId, ids)))
    .returning({ key: media.key });
  if (files.length > 0) await enqueue(tx, dropMediaFiles, { keys: files.map(({ key }) => key) });
  await tx.delete(receipt).where(and(eq(receipt.companyId, companyId), inArray(receipt.messageId, ids)));
  await tx.delete(threadEntry).where(and(eq(threadEntry.companyId, companyId), inArray(threadEntry.id, ids)));
  for (const one of threads) await settleThread(tx, { companyId, lineId: one.lineId }, one.id);
  for (const lineId of new Set(threads.map((one) => one.lineId))) await tell(tx, { line: lineId, topic: 'inbox' });
}

/** A conversation whose last entry went goes too; another shows what is left of it. */
async function settleThread(
  tx: Db,
  ref: { companyId: CompanyId; lineId: (typeof thread.$inferSelect)['lineId'] },
  id: ThreadId,
): Promise<void> {
  const inIt = and(eq(threadEntry.companyId, ref.companyId), eq(threadEntry.threadId, id));
  const isIt = and(eq(thread.companyId, ref.companyId), eq(thread.id, id));
  if ((await tx.$count(threadEntry, inIt)) === 0) {
    await tx.delete(thread).where(isIt);
    return;
  }
  await refreshLast(tx, ref, id);
  const fresh = sql`(select count(*)::int from ${threadEntry} where ${inIt} and ${threadEntry.deletedAt} is null and ${threadEntry.direction} = 'in')`;
  await tx
    .update(thread)
    .set({ unread: sql`least(${thread.unread}, ${fresh})` })
    .where(isIt);
}

/** Scheduled texts whose time came, short links in texts that are gone, conversations that nothing is left of. Answers the largest number. */
async function forgetLoose(tx: Db, companyId: CompanyId, before: Date, most: number): Promise<number> {
  const then = sql`${before.toISOString()}::timestamptz`;
  const texts = await tx.execute(sql`
    delete from ${scheduled} where company_id = ${companyId} and id in (
      select id from ${scheduled} where company_id = ${companyId} and send_at < ${then} and state <> 'waiting' limit ${most})`);
  const links = await tx.execute(sql`
    delete from ${shortLink} where company_id = ${companyId} and code in (
      select code from ${shortLink} where company_id = ${companyId} and created_at < ${then} limit ${most})`);
  const empty = await tx.execute(sql`
    delete from ${thread} where company_id = ${companyId} and id in (
      select id from ${thread} t where company_id = ${companyId} and last_at < ${then} and not exists (
        select from ${threadEntry} e where e.company_id = t.company_id and e.thread_id = t.id) limit ${most})`);
  return Math.max(texts.rowCount ?? 0, links.rowCount ?? 0, empty.rowCount ?? 0);
}
