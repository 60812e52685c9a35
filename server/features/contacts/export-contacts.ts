import { sql } from 'drizzle-orm';
import { groupErrors } from '#contract/groups-errors.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { csvLine, csvMark } from './csv-line.ts';
import { findGroup } from './memberships.ts';
import type { Fields } from './tables.ts';
import { vcardOf } from './vcard.ts';

interface ExportedContact extends Record<string, unknown> {
  readonly id: string;
  readonly place: string;
  readonly name: string;
  readonly number: string;
  readonly keyword: string | null;
  readonly notes: string;
  readonly fields: Fields;
  readonly blocked: boolean;
  readonly screened: boolean;
  readonly groups: string[] | null;
}

const pageSize = 1000;
const mostFields = 200;

/** All contacts of the line, or those that joined a group, written out page by page. Throws `groups.not_found`. */
export async function exportContacts(
  db: Db,
  ref: LineRef,
  wanted: { format: 'csv' | 'vcard'; group?: string | undefined },
): Promise<AsyncIterable<string>> {
  if (wanted.group !== undefined && !(await findGroup(db, ref, wanted.group))) throw new AppError(groupErrors.notFound);
  return wanted.format === 'csv' ? csvOf(db, ref, wanted.group) : vcardsOf(db, ref, wanted.group);
}

async function* csvOf(db: Db, ref: LineRef, group: string | undefined): AsyncGenerator<string> {
  const fields = await listFieldNames(db, ref);
  yield csvMark + csvLine(['Name', 'Number', 'Keyword', 'Groups', 'Opted out', 'Blocked', ...fields, 'Notes']);
  for await (const page of pagesOf(db, ref, group))
    yield page
      .map((one) =>
        csvLine([
          one.name,
          one.number,
          one.keyword ?? '',
          (one.groups ?? []).join(', '),
          one.blocked ? 'yes' : '',
          one.screened ? 'yes' : '',
          ...fields.map((field) => textOf(one.fields[field])),
          one.notes,
        ]),
      )
      .join('');
}

async function* vcardsOf(db: Db, ref: LineRef, group: string | undefined): AsyncGenerator<string> {
  for await (const page of pagesOf(db, ref, group)) yield page.map(vcardOf).join('');
}

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** The names of the fields the line uses, the first two hundred of them. */
async function listFieldNames(db: Db, ref: LineRef): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select distinct f as name from contact c cross join lateral jsonb_object_keys(c.fields) f
    where c.company_id = ${ref.companyId} and c.line_id = ${ref.lineId} and c.deleted_at is null and c.fields <> '{}'
    order by 1 limit ${mostFields}`);
  return rows.map(({ name }) => name);
}

async function* pagesOf(db: Db, ref: LineRef, group: string | undefined): AsyncGenerator<ExportedContact[]> {
  let after = { place: '', id: '0' };
  const joined =
    group === undefined
      ? sql``
      : sql`and exists (select 1 from membership m where m.company_id = c.company_id and m.group_id = ${group} and m.contact_id = c.id and m.state = 'joined')`;
  for (;;) {
    const { rows } = await db.execute<ExportedContact>(sql`
      select c.id, c.place, c.name, c.number, c.keyword, c.notes, c.fields, b.blocked_at is not null as blocked, b.screened_at is not null as screened,
        (select array_agg(g.name order by g.place) from membership m join contact_group g on g.company_id = m.company_id and g.id = m.group_id
         where m.company_id = c.company_id and m.contact_id = c.id and m.state = 'joined' and g.deleted_at is null) as groups
      from contact c left join barred_number b on b.company_id = c.company_id and b.line_id = c.line_id and b.number = c.number
      where c.company_id = ${ref.companyId} and c.line_id = ${ref.lineId} and c.deleted_at is null
        and (c.place, c.id) > (${after.place}, ${after.id}) ${joined}
      order by c.place, c.id limit ${pageSize}`);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = { place: last.place, id: last.id };
  }
}
