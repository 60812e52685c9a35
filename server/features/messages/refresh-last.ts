import { and, eq } from 'drizzle-orm';
import type { ThreadId } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { listEntries } from './entry-store.ts';
import { thread } from './tables.ts';

export const previewLength = 200;

/** Writes down anew what the inbox shows as a thread's newest entry. */
export async function refreshLast(tx: Db, ref: LineRef, threadId: ThreadId): Promise<void> {
  const [newest] = await listEntries(tx, ref.companyId, threadId, { limit: 1 });
  await tx
    .update(thread)
    .set({
      lastEntryId: newest?.id ?? null,
      lastKind: newest?.kind ?? null,
      lastDirection: newest?.direction ?? null,
      lastText: newest?.text.slice(0, previewLength) ?? null,
      ...(newest && { lastAt: newest.at }),
    })
    .where(and(eq(thread.companyId, ref.companyId), eq(thread.id, threadId)));
}
