import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { CompanyId, EntryId, MediaId, ThreadId } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { media, receipt, threadEntry } from './tables.ts';

export type EntryRow = typeof threadEntry.$inferSelect;
export type MediaRow = typeof media.$inferSelect;

const ofLine = (ref: LineRef) => and(eq(threadEntry.companyId, ref.companyId), eq(threadEntry.lineId, ref.lineId));

/** Entries of a thread next to a place, nearest first. Without a place: the newest. */
export function listEntries(
  db: Db,
  companyId: CompanyId,
  threadId: ThreadId,
  from: { readonly before?: string; readonly after?: string; readonly limit: number },
): Promise<EntryRow[]> {
  const { before, after, limit } = from;
  return db
    .select()
    .from(threadEntry)
    .where(
      and(
        eq(threadEntry.companyId, companyId),
        eq(threadEntry.threadId, threadId),
        isNull(threadEntry.deletedAt),
        before === undefined ? undefined : lt(threadEntry.id, before as EntryId), // digits by the contract
        after === undefined ? undefined : gt(threadEntry.id, after as EntryId), // likewise
      ),
    )
    .orderBy(after === undefined ? desc(threadEntry.id) : asc(threadEntry.id))
    .limit(limit);
}

/** An entry of the line that is not deleted. */
export async function findEntry(db: Db, ref: LineRef, id: string): Promise<EntryRow | undefined> {
  const [found] = await db
    .select()
    .from(threadEntry)
    .where(and(ofLine(ref), eq(threadEntry.id, id as EntryId), isNull(threadEntry.deletedAt))); // digits by the contract
  return found;
}

export async function deleteEntryRow(db: Db, ref: LineRef, id: string, at: Date): Promise<EntryRow | undefined> {
  const [gone] = await db
    .update(threadEntry)
    .set({ deletedAt: at })
    .where(and(ofLine(ref), eq(threadEntry.id, id as EntryId), isNull(threadEntry.deletedAt))) // as above
    .returning();
  return gone;
}

export async function undeleteEntryRow(db: Db, ref: LineRef, id: string, since: Date): Promise<EntryRow | undefined> {
  const [back] = await db
    .update(threadEntry)
    .set({ deletedAt: null })
    .where(
      and(
        ofLine(ref),
        eq(threadEntry.id, id as EntryId),
        isNotNull(threadEntry.deletedAt),
        gt(threadEntry.deletedAt, since),
      ),
    ) // as above
    .returning();
  return back;
}

/** Marks all entries of a thread deleted at one moment, so that an undo brings back exactly those. */
export async function deleteEntriesOf(db: Db, companyId: CompanyId, threadId: ThreadId, at: Date): Promise<void> {
  await db
    .update(threadEntry)
    .set({ deletedAt: at })
    .where(
      and(eq(threadEntry.companyId, companyId), eq(threadEntry.threadId, threadId), isNull(threadEntry.deletedAt)),
    );
}

export async function undeleteEntriesOf(db: Db, companyId: CompanyId, threadId: ThreadId, at: Date): Promise<void> {
  await db
    .update(threadEntry)
    .set({ deletedAt: null })
    .where(
      and(eq(threadEntry.companyId, companyId), eq(threadEntry.threadId, threadId), eq(threadEntry.deletedAt, at)),
    );
}

/** Entries of the line whose texts hold these words, or begin so; newest first. */
export async function findWords(
  db: Db,
  ref: LineRef,
  words: readonly string[],
  limit: number,
): Promise<{ id: EntryId; threadId: ThreadId; text: string }[]> {
  const query = [...words.map((word) => `'${word.replaceAll(/['\\]/g, ' ')}':*`), `line${ref.lineId}`].join(' & ');
  return db
    .select({ id: threadEntry.id, threadId: threadEntry.threadId, text: threadEntry.text })
    .from(threadEntry)
    .where(
      and(
        ofLine(ref),
        eq(threadEntry.kind, 'message'),
        isNull(threadEntry.deletedAt),
        sql`to_tsvector('simple'::regconfig, ${threadEntry.text} || ' line' || ${threadEntry.lineId}::text) @@ to_tsquery('simple', ${query})`,
      ),
    )
    .orderBy(desc(threadEntry.id))
    .limit(limit);
}

export async function listMedia(db: Db, companyId: CompanyId, ids: readonly MediaId[]): Promise<MediaRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(media)
    .where(and(eq(media.companyId, companyId), inArray(media.id, [...ids])));
}

export interface CountRow {
  readonly messageId: EntryId;
  readonly state: string;
  readonly n: number;
}

/** How many receipts of messages are in which state. */
export async function countReceipts(db: Db, companyId: CompanyId, ids: readonly EntryId[]): Promise<CountRow[]> {
  if (ids.length === 0) return [];
  return db
    .select({ messageId: receipt.messageId, state: receipt.state, n: sql<number>`count(*)::int` })
    .from(receipt)
    .where(and(eq(receipt.companyId, companyId), inArray(receipt.messageId, [...ids])))
    .groupBy(receipt.messageId, receipt.state);
}

/** The receipts of messages to one recipient each. */
export async function listOnly(db: Db, companyId: CompanyId, ids: readonly EntryId[]) {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(receipt)
    .where(and(eq(receipt.companyId, companyId), inArray(receipt.messageId, [...ids])));
}

/** Which of these texts to one did not reach them. */
export async function listFailed(db: Db, companyId: CompanyId, ids: readonly EntryId[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  return new Set((await failedOf(db, [companyId, ids])).map((row) => row.message_id));
}
const failedOf = statement<{ message_id: string }>(
  'failed_texts',
  `select message_id from receipt where company_id = $1 and message_id = any($2::bigint[]) and state = 'failed'`,
);

/** A page of a message's receipts in the order of sending. */
export function listReceipts(
  db: Db,
  companyId: CompanyId,
  messageId: EntryId,
  page: {
    readonly states?: readonly (typeof receipt.$inferSelect)['state'][] | undefined;
    readonly from: number;
    readonly limit: number;
  },
) {
  return db
    .select()
    .from(receipt)
    .where(
      and(
        eq(receipt.companyId, companyId),
        eq(receipt.messageId, messageId),
        gte(receipt.place, page.from),
        page.states && inArray(receipt.state, [...page.states]),
      ),
    )
    .orderBy(asc(receipt.place))
    .limit(page.limit);
}
