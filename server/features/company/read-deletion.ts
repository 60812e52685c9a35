import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Deletion } from '#contract/deletion.ts';
import type { ReplyOf } from '#contract/endpoint.ts';
import type { plannedDeletion } from '#contract/planned-deletion.ts';
import { may } from '#contract/policy.ts';
import type { Deps } from '#server/deps.ts';
import { company, line } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tablesOfCompanies } from './company-rows.ts';
import { readNumbers } from './read-numbers.ts';
import { listLines } from './store.ts';
import { companyDeletion } from './tables.ts';

/** The rehearsal: what a deletion would take with it, and whether one is planned. Others than admins read whom to ask. */
export async function readDeletion(deps: Deps, caller: Caller): Promise<Deletion> {
  const { companyId } = caller;
  const allowed = may(caller.roles, 'delete_company');
  const [[named], admins, planned] = await Promise.all([
    deps.db.select({ name: company.name }).from(company).where(eq(company.id, companyId)),
    listAdmins(deps.db, companyId),
    findPlanned(deps.db, companyId),
  ]);
  return {
    company: named?.name ?? '',
    allowed,
    admins,
    goes: allowed ? await whatGoes(deps.db, companyId) : null,
    planned,
  };
}

/** Whether a deletion is planned, without the rehearsal. */
export async function readPlannedDeletion(deps: Deps, { companyId }: Caller): Promise<ReplyOf<typeof plannedDeletion>> {
  const [[named], planned] = await Promise.all([
    deps.db.select({ name: company.name }).from(company).where(eq(company.id, companyId)),
    findPlanned(deps.db, companyId),
  ]);
  return { company: named?.name ?? '', planned: planned && { dueAt: planned.dueAt, begun: planned.begun } };
}

async function whatGoes(db: Db, companyId: Caller['companyId']): Promise<NonNullable<Deletion['goes']>> {
  const [lines, numbers, rows] = await Promise.all([
    listLines(db, companyId),
    readNumbers(db, companyId),
    countRows(db, companyId),
  ]);
  return { lines: lines.map(({ line: one }) => one.name), numbers: numbers.map(({ number }) => number), rows };
}

/** How much there is of each kind of thing: asked of every table that belongs to companies, whichever feature made it. */
async function countRows(db: Db, companyId: Caller['companyId']): Promise<Record<string, number>> {
  const tables = await tablesOfCompanies(db);
  const counts = tables.map(
    ({ name }) =>
      sql`select ${name}::text as name, count(*)::int as n from ${sql.identifier(name)} where company_id = ${companyId}`,
  );
  const counted = await db.execute<{ name: string; n: number }>(sql.join(counts, sql` union all `));
  return Object.fromEntries(counted.rows.filter(({ n }) => n > 0).map(({ name, n }) => [name, n]));
}

async function listAdmins(db: Db, companyId: Caller['companyId']): Promise<string[]> {
  const found = await db
    .select({ name: line.name })
    .from(line)
    .where(and(eq(line.companyId, companyId), isNull(line.suspendedAt), sql`'admin' = any(${line.roles})`))
    .orderBy(line.createdAt);
  return found.map(({ name }) => name);
}

async function findPlanned(db: Db, companyId: Caller['companyId']): Promise<Deletion['planned']> {
  const [found] = await db
    .select({ deletion: companyDeletion, startedBy: line.name })
    .from(companyDeletion)
    .leftJoin(line, and(eq(line.companyId, companyDeletion.companyId), eq(line.id, companyDeletion.startedBy)))
    .where(eq(companyDeletion.companyId, companyId));
  return found
    ? {
        startedAt: found.deletion.startedAt.toISOString(),
        dueAt: found.deletion.dueAt.toISOString(),
        startedBy: found.startedBy ?? '',
        begun: found.deletion.state !== 'waiting',
      }
    : null;
}
