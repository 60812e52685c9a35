import { sql } from 'drizzle-orm';
import { groupErrors as e, type Member } from '#contract/groups.ts';
import { findGroup, pageCursor, presentSummary, readCursor } from '#server/features/contacts/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';

type Row = Parameters<typeof presentSummary>[0] & {
  place: string;
  state: Member['state'];
  since: string;
} & Record<string, unknown>;

/** Members by name, a page at a time. Throws `groups.not_found`, `groups.cursor`. */
export async function listMembers(
  db: Db,
  ref: LineRef,
  id: string,
  query: { after: string | undefined; limit: number },
): Promise<{ members: Member[]; next: string | null }> {
  const group = await findGroup(db, ref, id);
  if (!group) throw new AppError(e.notFound);
  const after = readCursor(query.after, e.cursor);
  const on = after ? sql`and (c.place, c.id) > (${after.place}, ${after.id})` : sql``;
  const { rows } = await db.execute<Row>(sql`
    select c.id, c.place, c.name, c.number, c.keyword, b.blocked_at as "blockedAt", b.screened_at as "screenedAt", m.state, m.since
    from membership m
    join contact c on c.company_id = m.company_id and c.id = m.contact_id and c.deleted_at is null
    left join barred_number b on b.company_id = c.company_id and b.line_id = c.line_id and b.number = c.number
    where m.company_id = ${ref.companyId} and m.group_id = ${group.id} and c.line_id = ${ref.lineId} ${on}
    order by c.place, c.id limit ${query.limit + 1}`);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    members: page.map((row) => ({
      ...presentSummary(row),
      state: row.state,
      since: new Date(row.since).toISOString(),
    })),
    next: rows.length > query.limit && last ? pageCursor(last.place, last.id) : null,
  };
}
