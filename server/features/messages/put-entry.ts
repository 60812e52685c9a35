import { and, eq, sql } from 'drizzle-orm';
import type { EntryId, ThreadId } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { openThread } from './open-thread.ts';
import { refreshLast } from './refresh-last.ts';
import { thread, threadEntry } from './tables.ts';

/** The place of a call or voicemail among the messages with a number. */
export interface PlacedEntry {
  readonly kind: 'call' | 'voicemail';
  readonly direction: 'in' | 'out';
  /** The other side, in E.164. */
  readonly number: string;
  /** Of the call or voicemail. */
  readonly refId: string;
  readonly at: Date;
  /** What the inbox shows as the newest of the thread: of a call its outcome, of a voicemail what was said, where it is known. */
  readonly text: string;
  /** A missed call, a voicemail that nobody heard. Reading the conversation reads them; so does hearing the voicemail. */
  readonly isUnread: boolean;
  /** What the conversation shows: `outcome`, `seconds`, `transcript`, `heard`, `peaks`, `deleted`, `callId`. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Puts a call or voicemail into its conversation, or writes down anew what is shown of it (once per kind and `refId`). */
export async function putEntry(tx: Db, ref: LineRef, entry: PlacedEntry): Promise<void> {
  const detail = { ...entry.detail, unread: entry.isUnread };
  const [known] = await tx
    .select({ id: threadEntry.id, threadId: threadEntry.threadId, detail: threadEntry.detail })
    .from(threadEntry)
    .where(
      sql`${threadEntry.companyId} = ${ref.companyId} and ${threadEntry.kind} = ${entry.kind} and ${threadEntry.refId} = ${entry.refId}::bigint and ${threadEntry.lineId} = ${ref.lineId}`,
    )
    .for('update');
  await tell(tx, { line: ref.lineId, topic: 'inbox' });
  if (!known) return place(tx, ref, entry, detail);
  await tx
    .update(threadEntry)
    .set({ detail, text: entry.text })
    .where(and(eq(threadEntry.companyId, ref.companyId), eq(threadEntry.id, known.id)));
  if (Boolean(known.detail?.['unread']) !== entry.isUnread) await recount(tx, ref, known, entry.isUnread);
  await refreshLast(tx, ref, known.threadId);
}

async function place(tx: Db, ref: LineRef, entry: PlacedEntry, detail: Record<string, unknown>): Promise<void> {
  const { kind, direction, number, at, text, refId } = entry;
  const entryId = newId<EntryId>();
  const newest = { kind, direction, text, at, entryId, unread: entry.isUnread ? 1 : 0 };
  const open = await openThread(tx, ref, { numbers: [number], groupIds: [] }, newest);
  await tx.insert(threadEntry).values({
    companyId: ref.companyId,
    id: entryId,
    lineId: ref.lineId,
    threadId: open.id,
    kind,
    direction,
    at,
    refId,
    text,
    sender: number,
    detail,
  });
}

/** A thread knows how many of its newest are unread: what was heard elsewhere counts no more, if it still did. */
async function recount(
  tx: Db,
  ref: LineRef,
  entry: { readonly id: EntryId; readonly threadId: ThreadId },
  isUnread: boolean,
): Promise<void> {
  const newer = sql`(select count(*) from ${threadEntry} e where e.company_id = ${ref.companyId} and e.thread_id = ${entry.threadId}
    and e.id > ${entry.id} and e.direction = 'in' and e.deleted_at is null and (e.kind = 'message' or (e.detail->>'unread')::boolean))`;
  await tx
    .update(thread)
    .set({ unread: isUnread ? sql`${thread.unread} + 1` : sql`${thread.unread} - 1` })
    .where(
      and(
        eq(thread.companyId, ref.companyId),
        eq(thread.id, entry.threadId),
        isUnread ? undefined : sql`${thread.unread} > ${newer}`,
      ),
    );
}
