import { and, asc, eq, gt, isNotNull, isNull, like, sql } from 'drizzle-orm';
import type { CompanyId, GroupId } from '#contract/ids.ts';
import { contactGroup } from '#server/features/contacts/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';

export type GroupRow = typeof contactGroup.$inferSelect;

const ofLine = (ref: LineRef) => and(eq(contactGroup.companyId, ref.companyId), eq(contactGroup.lineId, ref.lineId));

export function listGroups(
  db: Db,
  ref: LineRef,
  query: { terms: readonly string[]; after: { place: string; id: string } | undefined; limit: number },
): Promise<GroupRow[]> {
  return db
    .select()
    .from(contactGroup)
    .where(
      and(
        ofLine(ref),
        isNull(contactGroup.deletedAt),
        query.after && gt(contactGroup.place, query.after.place),
        ...query.terms.map(
          (term) => sql`(strpos(${contactGroup.place}, ${term}) > 0 or strpos(${contactGroup.keyword}, ${term}) > 0)`,
        ),
      ),
    )
    .orderBy(asc(contactGroup.place))
    .limit(query.limit);
}

/** A page of groups by its place in the list, the oldest first, with how many there are: for programs that leaf by numbers. */
export async function pageOfGroups(
  db: Db,
  ref: LineRef,
  page: { limit: number; offset: number },
): Promise<{ groups: GroupRow[]; total: number }> {
  const where = and(ofLine(ref), isNull(contactGroup.deletedAt));
  const groups = await db
    .select()
    .from(contactGroup)
    .where(where)
    .orderBy(asc(contactGroup.id))
    .limit(page.limit)
    .offset(page.offset);
  return { groups, total: await db.$count(contactGroup, where) };
}

export async function findGroupByKeyword(db: Db, ref: LineRef, keyword: string): Promise<GroupRow | undefined> {
  const [found] = await db
    .select()
    .from(contactGroup)
    .where(and(ofLine(ref), isNull(contactGroup.deletedAt), eq(contactGroup.keyword, keyword)));
  return found;
}

/** A group that was deleted, locked. */
export async function lockDeletedGroup(tx: Db, ref: LineRef, id: string): Promise<GroupRow | undefined> {
  const [found] = await tx
    .select()
    .from(contactGroup)
    // Digits by the contract.
    .where(and(ofLine(ref), isNotNull(contactGroup.deletedAt), eq(contactGroup.id, id as GroupId)))
    .for('no key update');
  return found;
}

/** Keywords of the line that begin so: one that is free is looked for among them. */
export async function listKeywordsLike(db: Db, ref: LineRef, start: string): Promise<string[]> {
  const rows = await db
    .select({ keyword: contactGroup.keyword })
    .from(contactGroup)
    .where(
      and(
        ofLine(ref),
        isNull(contactGroup.deletedAt),
        like(contactGroup.keyword, `${start.replace(/[\\%_]/g, '\\$&')}%`),
      ),
    );
  return rows.map((row) => row.keyword);
}

export async function insertGroup(tx: Db, row: typeof contactGroup.$inferInsert): Promise<void> {
  await tx.insert(contactGroup).values(row);
}

export async function updateGroup(
  tx: Db,
  companyId: CompanyId,
  id: GroupId,
  set: Partial<typeof contactGroup.$inferInsert>,
): Promise<void> {
  await tx
    .update(contactGroup)
    .set(set)
    .where(and(eq(contactGroup.companyId, companyId), eq(contactGroup.id, id)));
}

/** Groups of the line among these ids; those that were deleted as they were, for the threads that were with them. */
export function listGroupsByIds(db: Db, ref: LineRef, ids: readonly string[]): Promise<GroupRow[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return db
    .select()
    .from(contactGroup)
    .where(and(ofLine(ref), sql`${contactGroup.id} = any(${`{${[...new Set(ids)].join(',')}}`}::bigint[])`));
}

/** How many have joined the largest group of the line with these ids, like $1; 0 where there is none. A part of statements. */
export const largestGroup = ({ company, line }: { company: string; line: string }) =>
  `(select coalesce(max(g.size), 0)::int from contact_group g where g.company_id = ${company} and g.line_id = ${line} and g.deleted_at is null)`;
