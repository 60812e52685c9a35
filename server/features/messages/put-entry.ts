import { sql } from 'drizzle-orm';
import type { EntryId, ThreadId } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { openThread } from './open-thread.ts';
import { threadEntry } from './tables.ts';

/** The place of a call or voicemail among the messages with a number. */
export interface PlacedEntry {
  readonly kind: 'call' | 'voicemail';
  readonly direction: 'in' | 'out';
  /** The other side: E.164, or as the carrier tells it. */
  readonly number: string;
  /** Of the call or voicemail. */
  readonly refId: string;
  readonly at: Date;
  /** What the inbox shows as the newest of the thread, and what a search finds. */
  readonly text: string;
  readonly isUnread: boolean;
  /** What the conversation shows: `outcome`, `seconds`, `transcript`, `heard`. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Puts a call or voicemail into its conversation, or writes down anew what is shown of it (once per kind and `refId`). @public */
export async function putEntry(
  tx: Db,
  ref: LineRef,
  entry: PlacedEntry,
): Promise<{ entryId: EntryId; threadId: ThreadId }> {
  const { kind, direction, number, at, text, detail, refId } = entry;
  const [known] = await tx
    .update(threadEntry)
    .set({ detail, text })
    .where(
      sql`${threadEntry.companyId} = ${ref.companyId} and ${threadEntry.kind} = ${kind} and ${threadEntry.refId} = ${refId}::bigint and ${threadEntry.lineId} = ${ref.lineId}`,
    )
    .returning({ entryId: threadEntry.id, threadId: threadEntry.threadId });
  await tell(tx, { line: ref.lineId, topic: 'inbox' });
  if (known) return known;
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
  return { entryId, threadId: open.id };
}
