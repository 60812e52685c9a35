import { type SQL, sql } from 'drizzle-orm';
import { contactErrors as c } from '#contract/contacts.ts';
import type { ContactId } from '#contract/ids.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { mergeFields } from '../contact-facts.ts';
import { traces } from '../fold.ts';
import { addMembers } from '../memberships.ts';
import type { Fields } from '../tables.ts';
import { joinRows, type RowFacts, type RowFault } from './row-facts.ts';
import { type ImportRow, insertFaults, tallyImport } from './store.ts';

/** A number that was free when we looked is not: the batch starts over. */
export class NumberMoved extends Error {}

interface Existing extends Record<string, unknown> {
  readonly id: ContactId;
  readonly number: string;
  readonly deleted: boolean;
  readonly import_id: string | null;
  readonly name: string;
  readonly keyword: string | null;
  readonly notes: string;
  readonly fields: Fields;
}
interface Written {
  readonly id: ContactId;
  readonly number: string;
  readonly name: string;
  readonly keyword: string | null;
  readonly notes: string;
  readonly fields: Fields;
}

/** Writes the contacts of some rows, their places in the group, their faults, and how far the import is. */
export async function writeBatch(
  tx: Db,
  to: ImportRow,
  read: readonly (RowFacts | RowFault)[],
  now: Date,
): Promise<void> {
  const faults: RowFault[] = [];
  const people = new Map<string, RowFacts>();
  let joined = 0;
  for (const row of read) {
    if ('code' in row) faults.push(row);
    else {
      const first = people.get(row.number);
      const person = first === undefined ? row : orFault(faults, row, () => joinRows(first, row));
      if (first !== undefined && person) joined += 1;
      if (person) people.set(row.number, person);
    }
  }
  await refuseTakenKeywords(tx, to, people, faults);
  const existing = await lockExisting(tx, to, [...people.keys()]);
  const plan = planOf(to, people, existing, faults);
  await insertAll(tx, to, plan.insert, now);
  await updateAll(
    tx,
    to,
    plan.revive,
    now,
    sql`, deleted_at = null, groups_before = null, created_at = ${now.toISOString()}::timestamptz, import_id = ${to.id}`,
  );
  await updateAll(tx, to, plan.update, now, sql``);
  if (to.groupId !== null) {
    const members = [...plan.insert, ...plan.revive, ...plan.update].map(({ id }) => id);
    await addMembers(tx, to, to.groupId, [...members, ...plan.same], now);
  }
  await insertFaults(
    tx,
    faults.map(({ row, code, cells }) => ({ companyId: to.companyId, importId: to.id, row, code, cells: [...cells] })),
  );
  await tallyImport(tx, to.companyId, to.id, {
    done: read.length,
    added: plan.insert.length + plan.revive.length,
    updated: plan.update.length - plan.again.updated,
    skipped: plan.same.length - plan.again.same,
    joined: joined + plan.again.updated + plan.again.same,
    faulty: faults.length,
  });
}

/** The value, or a fault where making it is refused. */
function orFault<T>(faults: RowFault[], row: RowFacts, make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    faults.push({ row: row.row, cells: row.cells, code: error.spec.code });
    return undefined;
  }
}

/** A keyword that another number has, here or in the file, is a fault of its row. */
async function refuseTakenKeywords(
  tx: Db,
  to: ImportRow,
  people: Map<string, RowFacts>,
  faults: RowFault[],
): Promise<void> {
  const wanted = [...people.values()].flatMap((one) => one.keyword ?? []);
  if (wanted.length === 0) return;
  const { rows } = await tx.execute<{ keyword: string; number: string }>(sql`
    select keyword, number from contact where company_id = ${to.companyId} and line_id = ${to.lineId} and deleted_at is null
      and keyword = any(array(select json_array_elements_text(${JSON.stringify(wanted)}::json)))`);
  const owners = new Map(rows.map((row) => [row.keyword, row.number]));
  for (const [number, { keyword, row, cells }] of people) {
    if (keyword === null) continue;
    const owner = owners.get(keyword);
    if (owner === undefined) owners.set(keyword, number);
    else if (owner !== number) {
      people.delete(number);
      faults.push({ row, cells, code: c.keywordTaken.code });
    }
  }
}

async function lockExisting(tx: Db, to: ImportRow, numbers: readonly string[]): Promise<Map<string, Existing>> {
  const { rows } = await tx.execute<Existing>(sql`
    select id, number, deleted_at is not null as deleted, import_id, name, keyword, notes, fields from contact
    where company_id = ${to.companyId} and line_id = ${to.lineId} and not displaced
      and number = any(array(select json_array_elements_text(${JSON.stringify(numbers)}::json)))
    order by id for update`);
  return new Map(rows.map((row) => [row.number, row]));
}

function planOf(
  to: ImportRow,
  people: ReadonlyMap<string, RowFacts>,
  existing: ReadonlyMap<string, Existing>,
  faults: RowFault[],
) {
  const plan = {
    insert: [] as Written[],
    revive: [] as Written[],
    update: [] as Written[],
    same: [] as ContactId[],
    /** Of those, the ones that an earlier row of this file made. */
    again: { updated: 0, same: 0 },
  };
  for (const person of people.values()) {
    const { number, name, keyword, notes, fields } = person;
    const known = existing.get(number);
    if (!known) plan.insert.push({ id: newId<ContactId>(), number, name, keyword, notes, fields });
    else if (known.deleted) plan.revive.push({ id: known.id, number, name, keyword, notes, fields });
    else {
      const isOurs = known.import_id === to.id;
      const next = to.existing === 'skip' && !isOurs ? known : orFault(faults, person, () => fillIn(known, person));
      if (next === undefined) continue;
      const isSame = next === known;
      if (isSame) plan.same.push(known.id);
      else plan.update.push(next);
      if (isOurs) plan.again[isSame ? 'same' : 'updated'] += 1;
    }
  }
  return plan;
}

/** What the contact is with what the row knows of it; the contact itself where the row says nothing new. */
function fillIn(known: Existing, row: RowFacts): Written {
  const next = {
    id: known.id,
    number: known.number,
    name: row.name || known.name,
    keyword: row.keyword ?? known.keyword,
    notes: row.notes || known.notes,
    fields: mergeFields(known.fields, row.fields),
  };
  const isSame =
    next.name === known.name &&
    next.keyword === known.keyword &&
    next.notes === known.notes &&
    Object.entries(next.fields).every(([field, value]) => known.fields[field] === value);
  return isSame ? known : next;
}

const recordset = (to: ImportRow, rows: readonly Written[]): SQL =>
  sql`json_to_recordset(${JSON.stringify(
    rows.map((row) => ({ ...row, ...traces(to.lineId, row) })),
  )}::json) as x(id bigint, number text, name text, keyword text, notes text, fields jsonb, place text, search text, grams int[])`;

async function insertAll(tx: Db, to: ImportRow, rows: readonly Written[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  const at = sql`${now.toISOString()}::timestamptz`;
  // In the order of their numbers: two imports of one file wait for each other, never in a circle.
  const made = await tx.execute(sql`
    insert into contact (company_id, line_id, id, number, name, keyword, notes, fields, place, search, grams, created_at, changed_at, import_id)
    select ${to.companyId}, ${to.lineId}, id, number, name, keyword, notes, fields, place, search, grams, ${at}, ${at}, ${to.id}
    from ${recordset(to, rows)} order by number
    on conflict (company_id, line_id, number) where not displaced do nothing`);
  if ((made.rowCount ?? 0) < rows.length) throw new NumberMoved();
}

async function updateAll(tx: Db, to: ImportRow, rows: readonly Written[], now: Date, more: SQL): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    update contact set name = x.name, keyword = x.keyword, notes = x.notes, fields = x.fields, place = x.place, search = x.search,
      grams = x.grams, changed_at = ${now.toISOString()}::timestamptz ${more}
    from ${recordset(to, rows)} where contact.company_id = ${to.companyId} and contact.id = x.id`);
}
