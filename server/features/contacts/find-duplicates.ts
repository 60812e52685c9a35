import { sql } from 'drizzle-orm';
import type { ContactId } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { type Contact, listContactsByIds } from './store.ts';

export interface DuplicateSet {
  readonly because: 'name' | 'email';
  readonly value: string;
  readonly contacts: readonly Contact[];
}
interface Row extends Record<string, unknown> {
  readonly because: 'name' | 'email';
  readonly value: string;
  readonly ids: ContactId[];
}

/**
 * Sets of contacts that may be one person: the same name whatever the case and accents, or the same e-mail address in a
 * field. (The same number cannot be there twice.) The first twenty sets, of each the first ten.
 */
export async function findDuplicates(db: Db, ref: LineRef): Promise<DuplicateSet[]> {
  const { rows } = await db.execute<Row>(sql`
    with mine as materialized (
      select id, place, fields from contact where company_id = ${ref.companyId} and line_id = ${ref.lineId} and deleted_at is null
    ), by_email as (
      select lower(trim(f.value)) as value, array_agg(distinct mine.id) as ids
      from mine cross join lateral jsonb_each_text(fields) f
      where mine.fields <> '{}' and f.value like '%_@_%._%' and f.value ~ '^\\s*[^\\s@]+@[^\\s@]+\\.[^\\s@]+\\s*$'
      group by 1 having count(distinct mine.id) > 1
    ), by_name as (
      select substr(place, 2) as value, array_agg(id order by id) as ids
      from mine where place like '0%' group by place having count(*) > 1
    )
    (select 'email' as because, value, ids[1:10]::text[] as ids from by_email order by value limit 20)
    union all
    (select 'name', value, ids[1:10]::text[] from by_name order by value limit 20)`);
  const seen = new Set<string>();
  const sets = rows.filter(({ ids }) => {
    const key = [...ids].sort().join();
    return seen.has(key) ? false : seen.add(key);
  });
  const contacts = await listContactsByIds(db, ref, [...new Set(sets.flatMap(({ ids }) => ids))]);
  const byId = new Map(contacts.map((one) => [one.id, one]));
  return sets.slice(0, 20).flatMap(({ because, value, ids }) => {
    const found = ids.flatMap((id) => byId.get(id) ?? []);
    return found.length > 1 ? [{ because, value, contacts: found }] : [];
  });
}
