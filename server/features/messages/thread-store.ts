import { and, arrayContains, desc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import type { ThreadId } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Database, Db } from '#server/platform/db/db.ts';
import { thread } from './tables.ts';

export type ThreadRow = typeof thread.$inferSelect;

/** Where a page of the inbox begins: just below this thread as it stood then. */
export interface InboxCursor {
  readonly at: Date;
  readonly id: string;
}

export interface InboxFilter {
  readonly unread?: boolean | undefined;
  readonly starred?: boolean | undefined;
  readonly label?: string | undefined;
  /** Only these, and those that `numbers` or `digits` find. */
  readonly found?: { readonly ids: readonly string[]; readonly numbers: readonly string[]; readonly digits: string };
  readonly before?: InboxCursor | undefined;
  readonly limit: number;
}

const ofLine = (ref: LineRef) => and(eq(thread.companyId, ref.companyId), eq(thread.lineId, ref.lineId));

/** Threads of a line, the one with the newest entry first. */
export function listThreads(db: Db, ref: LineRef, filter: InboxFilter): Promise<ThreadRow[]> {
  return db
    .select()
    .from(thread)
    .where(
      and(
        ofLine(ref),
        isNull(thread.deletedAt),
        filter.unread ? gt(thread.unread, 0) : undefined,
        filter.starred ? eq(thread.starred, true) : undefined,
        filter.label === undefined ? undefined : arrayContains(thread.labels, [filter.label]),
        filter.found && isFound(filter.found),
        filter.before && isBelow(filter.before),
      ),
    )
    .orderBy(desc(thread.lastAt), desc(thread.id))
    .limit(filter.limit);
}

const isBelow = ({ at, id }: InboxCursor): SQL =>
  sql`(${thread.lastAt}, ${thread.id}) < (${at.toISOString()}::timestamptz, ${id}::bigint)`;

function isFound({ ids, numbers, digits }: NonNullable<InboxFilter['found']>): SQL {
  const parts = [
    sql`${thread.id} = any(${toArray(ids)}::bigint[])`,
    // As the index over numbers has it: sends to groups are not under the numbers of their members.
    sql`(${thread.numbers} && ${toArray(numbers)}::text[] and ${thread.kind} <> 'group')`,
    ...(digits === ''
      ? []
      : [
          sql`exists (select from unnest(${thread.numbers}) n where n like ${`%${digits}%`} and ${thread.kind} <> 'group')`,
        ]),
  ];
  return sql`(${sql.join(parts, sql` or `)})`;
}

const toArray = (values: readonly string[]) => `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`)}}`;

const prepareFirstPage = (db: Database) =>
  db
    .select()
    .from(thread)
    .where(
      and(
        eq(thread.companyId, sql.placeholder('company')),
        eq(thread.lineId, sql.placeholder('line')),
        isNull(thread.deletedAt),
      ),
    )
    .orderBy(desc(thread.lastAt), desc(thread.id))
    .limit(sql.placeholder('limit'))
    .prepare('inbox_first_page');
const firstPages = new WeakMap<Database, ReturnType<typeof prepareFirstPage>>();

/** The top of the inbox, as `listThreads` without a filter: the page that is asked for most. */
export function listNewestThreads(db: Database, ref: LineRef, limit: number): Promise<ThreadRow[]> {
  const query = firstPages.get(db) ?? prepareFirstPage(db);
  firstPages.set(db, query);
  return query.execute({ company: ref.companyId, line: ref.lineId, limit });
}

export async function countUnread(db: Db, ref: LineRef): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from ${thread} where ${ofLine(ref)} and ${thread.deletedAt} is null and ${thread.unread} > 0`,
  );
  return rows[0]?.n ?? 0;
}

/** A thread of the line that is not deleted. */
export async function findThread(db: Db, ref: LineRef, id: string): Promise<ThreadRow | undefined> {
  const [found] = await db
    .select()
    .from(thread)
    // Digits by the contract; whether it is a thread is for the query to say.
    .where(and(ofLine(ref), eq(thread.id, id as ThreadId), isNull(thread.deletedAt)));
  return found;
}

export type ThreadChange = Partial<Pick<ThreadRow, 'unread' | 'starred' | 'labels' | 'deletedAt'>>;

/** Changes a thread that is not deleted; undefined where there is none. */
export async function updateThread(
  db: Db,
  ref: LineRef,
  id: string,
  set: ThreadChange,
): Promise<ThreadRow | undefined> {
  const [changed] = await db
    .update(thread)
    .set(set)
    .where(and(ofLine(ref), eq(thread.id, id as ThreadId), isNull(thread.deletedAt))) // as above
    .returning();
  return changed;
}

/** Brings back a thread that was deleted after `since`, and tells when that was. */
export async function undeleteThread(
  db: Db,
  ref: LineRef,
  id: string,
  since: Date,
): Promise<{ back: ThreadRow; at: Date } | undefined> {
  const isIt = and(ofLine(ref), eq(thread.id, id as ThreadId)); // as above
  const [gone] = await db.select({ at: thread.deletedAt }).from(thread).where(isIt).for('update');
  if (!gone?.at || gone.at <= since) return undefined;
  const [back] = await db.update(thread).set({ deletedAt: null }).where(isIt).returning();
  return back && { back, at: gone.at };
}

/** All labels that threads of the line bear, in the order of the alphabet. */
export async function listLabels(db: Db, ref: LineRef): Promise<string[]> {
  const { rows } = await db.execute<{ label: string }>(
    sql`select distinct unnest(${thread.labels}) as label from ${thread}
        where ${ofLine(ref)} and ${thread.deletedAt} is null and cardinality(${thread.labels}) > 0 order by label limit 500`,
  );
  return rows.map((row) => row.label);
}
