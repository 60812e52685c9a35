import { and, desc, eq, isNull } from 'drizzle-orm';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { type EntryRow, listMedia, type MediaRow } from './entry-store.ts';
import { thread, threadEntry } from './tables.ts';
import type { ThreadRow } from './thread-store.ts';

interface Page {
  readonly limit: number;
  readonly offset: number;
}

// For programs that leaf by numbers; the pages of the product go on from where they were.

/** Threads of a line by their place in the inbox, with how many there are. */
export async function pageOfThreads(
  db: Db,
  ref: LineRef,
  page: Page,
): Promise<{ threads: ThreadRow[]; total: number }> {
  const where = and(eq(thread.companyId, ref.companyId), eq(thread.lineId, ref.lineId), isNull(thread.deletedAt));
  const threads = await db
    .select()
    .from(thread)
    .where(where)
    .orderBy(desc(thread.lastAt), desc(thread.id))
    .limit(page.limit)
    .offset(page.offset);
  return { threads, total: await db.$count(thread, where) };
}

/** Entries of a thread by their place, the newest first, with their files and how many entries there are. */
export async function pageOfEntries(
  db: Db,
  ref: LineRef,
  of: Pick<ThreadRow, 'id'>,
  page: Page,
): Promise<{ entries: EntryRow[]; media: Map<string, MediaRow>; total: number }> {
  const where = and(
    eq(threadEntry.companyId, ref.companyId),
    eq(threadEntry.threadId, of.id),
    isNull(threadEntry.deletedAt),
  );
  const entries = await db
    .select()
    .from(threadEntry)
    .where(where)
    .orderBy(desc(threadEntry.id))
    .limit(page.limit)
    .offset(page.offset);
  const media = await listMedia(
    db,
    ref.companyId,
    entries.flatMap((entry) => entry.mediaIds),
  );
  return {
    entries,
    media: new Map(media.map((file) => [file.id as string, file])),
    total: await db.$count(threadEntry, where),
  };
}
