import type { CompanyId, GroupId, LineId } from '#contract/ids.ts';
import type { TestDatabase } from './database.ts';

/** Makes so many contacts of a line, in New York, and puts them into a group: what would take too long by the API. */
export async function addCrowd(
  pool: TestDatabase['pool'],
  to: { readonly companyId: CompanyId; readonly lineId: LineId; readonly groupId: GroupId },
  people: number,
): Promise<void> {
  const values = [to.companyId, to.lineId, to.groupId];
  await pool.query(
    `with made as (
       insert into contact (company_id, line_id, id, number, place, search, grams, created_at, changed_at)
       select $1, $2, $3::bigint + n, number, '1' || number, substr(number, 2), '{}', now(), now()
       from generate_series(1, $4::int) n, lateral (select '+1212' || 2000000 + n as number) one
       returning company_id, id)
     insert into membership (company_id, group_id, contact_id, state, since)
     select company_id, $3, id, 'joined', now() from made`,
    [...values, people],
  );
  await pool.query('update contact_group set size = $2 where id = $1', [to.groupId, people]);
}
