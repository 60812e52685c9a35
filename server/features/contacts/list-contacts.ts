import { type SQL, sql } from 'drizzle-orm';
import { contactErrors as e } from '#contract/contacts.ts';
import type { ContactId, PhoneNumber } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { gramsOf, termsOf } from './fold.ts';
import { pageCursor, readCursor } from './page-cursor.ts';

export interface ContactsQuery {
  readonly search?: string | undefined;
  readonly show?: 'all' | 'blocked' | 'screened' | 'unnamed' | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}
export interface ListedContact {
  readonly id: ContactId;
  readonly name: string;
  readonly number: PhoneNumber;
  readonly keyword: string | null;
  readonly blockedAt: Date | null;
  readonly screenedAt: Date | null;
}
interface Row extends Record<string, unknown> {
  readonly id: ContactId;
  readonly place: string;
  readonly name: string;
  readonly number: PhoneNumber;
  readonly keyword: string | null;
  readonly blocked_at: Date | null;
  readonly screened_at: Date | null;
}

/** How far a search first looks along the list itself, before it asks the index over parts of words. */
const nearby = 2000;

/**
 * A page of contacts in the order of their names, unnamed ones last. Each word of `search` has to be found, anywhere.
 * A frequent word is found within a few rows of the list, a rare one by the index: both are quick at 100,000 contacts.
 * Throws `contacts.cursor`.
 */
export async function listContacts(
  db: Db,
  ref: LineRef,
  query: ContactsQuery,
): Promise<{ contacts: ListedContact[]; next: string | null }> {
  const terms = termsOf(query.search ?? '');
  // Somebody typed marks only: no name has nothing but those to find.
  if (terms.length === 0 && (query.search ?? '').trim() !== '') return { contacts: [], next: null };
  const found = await findRows(db, ref, query, terms);
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    contacts: page.map(({ blocked_at, screened_at, place: _, ...row }) => ({
      ...row,
      blockedAt: blocked_at,
      screenedAt: screened_at,
    })),
    next: found.length > query.limit && last ? pageCursor(last.place, last.id) : null,
  };
}

async function findRows(db: Db, ref: LineRef, query: ContactsQuery, terms: readonly string[]): Promise<Row[]> {
  const after = readCursor(query.after, e.cursor);
  const wanted = query.limit + 1;
  const live = sql`c.company_id = ${ref.companyId} and c.line_id = ${ref.lineId} and c.deleted_at is null`;
  const on = after ? sql` and (c.place, c.id) > (${after.place}, ${after.id})` : sql``;
  const shown = query.show === undefined || query.show === 'all' ? sql`true` : showing[query.show];
  const matching = terms.map((term) => sql` and strpos(c.search, ${term}) > 0`);
  const filter = sql.join([shown, ...matching], sql``);
  const columns = sql`c.id, c.place, c.name, c.number, c.keyword, b.blocked_at, b.screened_at`;
  const bars = sql`left join barred_number b on b.company_id = ${ref.companyId} and b.line_id = ${ref.lineId} and b.number = c.number`;
  const run = async (from: SQL) => {
    const { rows } = await db.execute<Row>(
      sql`select ${columns} from ${from} ${bars} where ${filter} order by c.place, c.id limit ${wanted}`,
    );
    return rows;
  };
  const all = sql`(select * from contact c where ${live}${on}) c`;
  if (terms.length === 0) return run(all);

  const first = await run(sql`(select * from contact c where ${live}${on} order by c.place, c.id limit ${nearby}) c`);
  if (first.length === wanted) return first;
  const grams = terms.flatMap((term) => gramsOf(ref.lineId, term));
  // Grams are of the line and of parts of words, so theirs is the only condition the planner may choose an index by: knowing
  // nothing of a list that was just imported, it would walk all of it. Terms too short for grams do walk all of it, but by the
  // order of the rows on disk: one that is rare would be fetched row by row along the list.
  const found =
    grams.length > 0 ? sql`c.grams @> ${`{${grams.join(',')}}`}::int[]` : sql`${live}${sql.join(matching, sql``)}`;
  const { rows } = await db.execute<Row>(sql`
    with hit as materialized (select * from contact c where ${found})
    select ${columns} from hit c ${bars} where ${live}${on} and ${filter} order by c.place, c.id limit ${wanted}`);
  return rows;
}

const showing = {
  blocked: sql`b.blocked_at is not null`,
  screened: sql`b.screened_at is not null`,
  unnamed: sql`c.name = ''`,
} as const;

export async function countContacts(db: Db, ref: LineRef): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from contact where company_id = ${ref.companyId} and line_id = ${ref.lineId} and deleted_at is null`,
  );
  return rows[0]?.n ?? 0;
}
