import { sql } from 'drizzle-orm';
import type { ThreadId } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { previewLength } from './refresh-last.ts';
import { thread } from './tables.ts';
import type { ThreadRow } from './thread-store.ts';

export interface Members {
  readonly numbers: readonly string[];
  readonly groupIds: readonly string[];
  /** It stays out of the inbox: what goes to the line's own cell is no conversation. */
  readonly isHidden?: boolean;
}

/** What is newest in a thread once this is in it. */
export interface Newest {
  readonly kind: 'message' | 'call' | 'voicemail';
  readonly direction: 'in' | 'out';
  readonly text: string;
  readonly at: Date;
  readonly entryId: string;
  readonly unread: number;
}

/** The thread of a set of members, made or brought back where needed, with its newest entry written down: one statement. */
export async function openThread(tx: Db, ref: LineRef, members: Members, newest: Newest): Promise<ThreadRow> {
  const numbers = [...new Set(members.numbers)].sort();
  const groupIds = [...new Set(members.groupIds)].sort();
  const kind = groupIds.length > 0 ? 'group' : numbers.length === 1 ? 'direct' : 'several';
  const deletedAt = members.isHidden ? newest.at : null;
  const last = {
    lastAt: newest.at,
    lastEntryId: newest.entryId as ThreadRow['lastEntryId'], // the id of the entry that is being written
    lastKind: newest.kind,
    lastDirection: newest.direction,
    lastText: newest.text.slice(0, previewLength),
  };
  const [row] = await tx
    .insert(thread)
    .values({
      companyId: ref.companyId,
      id: newId<ThreadId>(),
      lineId: ref.lineId,
      kind,
      memberKey: [...(members.isHidden ? ['hidden'] : []), ...groupIds.map((id) => `g${id}`), ...numbers].join(','),
      numbers,
      groupIds,
      unread: newest.unread,
      createdAt: newest.at,
      deletedAt,
      ...last,
    })
    .onConflictDoUpdate({
      target: [thread.companyId, thread.lineId, thread.memberKey],
      // What was deleted with the thread stays deleted: only the new is in it.
      set: {
        ...last,
        lastAt: sql`greatest(${thread.lastAt}, ${newest.at.toISOString()}::timestamptz)`,
        unread: sql`${thread.unread} + ${newest.unread}`,
        deletedAt,
      },
    })
    .returning();
  if (!row) throw new Error('a thread that was written did not come back');
  return row;
}
