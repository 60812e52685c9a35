import { sql } from 'drizzle-orm';
import type { CompanyId } from '#contract/ids.ts';
import type { Db } from '#server/platform/db/db.ts';

interface TableOfCompanies {
  readonly name: string;
  /** Tables among these that refer to it: their rows go first. */
  readonly referredBy: readonly string[];
}

/** The record of the deletion itself stays. */
const stays = ['company_deletion'];

/**
 * Every table whose rows belong to a company, as the database itself tells: a feature that comes later is deleted, counted and
 * exported without being named here.
 */
export async function tablesOfCompanies(db: Db): Promise<TableOfCompanies[]> {
  const found = await db.execute<{ name: string; referred_by: string[] }>(sql`
    with owned as (
      select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> all(${sql.param(stays)}::text[])
        and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped))
    select o.relname as name, array(select distinct r.relname::text from pg_constraint k join owned r on r.oid = k.conrelid
      where k.contype = 'f' and k.confrelid = o.oid and k.conrelid <> o.oid) as referred_by
    from owned o order by o.relname`);
  return found.rows.map(({ name, referred_by }) => ({ name, referredBy: referred_by }));
}

/** In which order their rows can be deleted; each step is one statement. Tables that refer to each other in a ring go together: their keys are looked at when the statement ends. */
export function stepsOf(tables: readonly TableOfCompanies[]): string[][] {
  const steps: string[][] = [];
  let left = [...tables];
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name));
    const free = left.filter(({ referredBy }) => referredBy.every((one) => !names.has(one)));
    const step = free.length > 0 ? free : left;
    steps.push(...(free.length > 0 ? step.map(({ name }) => [name]) : [step.map(({ name }) => name)]));
    left = left.filter((one) => !step.includes(one));
  }
  return steps;
}

/** Deletes every row of a company but the company's own; answers how many there were. */
export async function deleteRows(tx: Db, companyId: CompanyId): Promise<number> {
  // The trail stands unless the deletion of a whole company says so first: its trigger asks for this.
  await tx.execute(sql`select set_config('trunkline.deleting_company', ${companyId}, true)`);
  let deleted = 0;
  for (const step of stepsOf(await tablesOfCompanies(tx))) {
    const parts = step.map(
      (name, index) =>
        sql`${sql.identifier(`d${index}`)} as (delete from ${sql.identifier(name)} where company_id = ${companyId} returning 1)`,
    );
    const counts = step.map((_, index) => sql`(select count(*) from ${sql.identifier(`d${index}`)})`);
    const done = await tx.execute<{ n: number }>(
      sql`with ${sql.join(parts, sql`, `)} select (${sql.join(counts, sql` + `)})::int as n`,
    );
    deleted += done.rows[0]?.n ?? 0;
  }
  return deleted;
}
