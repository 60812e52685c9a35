import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { company, endSessions, keysChanged, line, servedNumber } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { deleteRows } from './company-rows.ts';
import type { FilesOf } from './files-of.ts';
import { deleteCompanyJob } from './job-kinds.ts';
import { companyDeletion } from './tables.ts';
import { deleteTraces } from './traces.ts';

/**
 * Deletes a company on its day. The steps come one after another and each is written down once done: a crash, or a carrier that
 * is down, costs nothing but time, and the job goes on where it stood. A job that used up its tries puts itself back.
 */
export async function deleteCompany(
  deps: Deps,
  filesOf: readonly FilesOf[],
  payload: { companyId: string },
  attempt: { jobId: string; last: boolean },
): Promise<void> {
  const companyId = payload.companyId as CompanyId; // enqueued by `startDeletion`
  if (!(await begin(deps, companyId))) return;
  try {
    await step(deps, companyId, 'numbers', () => releaseNumbers(deps, companyId));
    await step(deps, companyId, 'files', () => removeFiles(deps, filesOf, companyId));
  } catch (error) {
    if (attempt.last)
      await enqueue(deps.db, deleteCompanyJob, payload, { runAt: new Date(deps.clock.now().getTime() + 3_600_000) });
    throw error;
  }
  await deps.db.transaction(async (tx) => {
    await deleteTraces(tx, companyId, attempt.jobId);
    const rows = await deleteRows(tx, companyId);
    await tx.delete(company).where(eq(company.id, companyId));
    await noteStep(tx, companyId, 'rows', rows);
    // The record says that it was deleted, when, and how much of it; not who or whose.
    await tx
      .update(companyDeletion)
      .set({ state: 'done', finishedAt: deps.clock.now(), startedBy: null, comment: null })
      .where(eq(companyDeletion.companyId, companyId));
  });
}

/** From here on it cannot be kept: nobody is signed in any more, and no key opens. False where there is nothing to do. */
function begin(deps: Deps, companyId: CompanyId): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    // The company's row first, as everybody else locks.
    await tx.select().from(company).where(eq(company.id, companyId)).for('no key update');
    const [planned] = await tx
      .select()
      .from(companyDeletion)
      .where(eq(companyDeletion.companyId, companyId))
      .for('update');
    if (!planned || planned.state === 'done' || planned.dueAt > deps.clock.now()) return false;
    if (planned.state === 'running') return true;
    await tx.update(companyDeletion).set({ state: 'running' }).where(eq(companyDeletion.companyId, companyId));
    const lines = await tx
      .update(line)
      .set({ suspendedAt: sql`coalesce(${line.suspendedAt}, ${deps.clock.now().toISOString()}::timestamptz)` })
      .where(eq(line.companyId, companyId))
      .returning({ id: line.id });
    for (const { id } of lines) {
      await endSessions(tx, deps, { companyId, lineId: id });
      await keysChanged(tx, { companyId, lineId: id });
    }
    return true;
  });
}

/** Does a step that was not done yet, and writes down that it is. */
async function step(deps: Deps, companyId: CompanyId, name: string, run: () => Promise<number>): Promise<void> {
  if ((await stepsOf(deps.db, companyId))[name] !== undefined) return;
  await noteStep(deps.db, companyId, name, await run());
}

async function stepsOf(db: Db, companyId: CompanyId): Promise<Record<string, number>> {
  const [found] = await db.select().from(companyDeletion).where(eq(companyDeletion.companyId, companyId));
  return found?.steps ?? {};
}

async function noteStep(db: Db, companyId: CompanyId, name: string, count: number): Promise<void> {
  await db
    .update(companyDeletion)
    .set({ steps: sql`${companyDeletion.steps} || jsonb_build_object(${name}::text, ${count}::int)` })
    .where(eq(companyDeletion.companyId, companyId));
}

/** One after another, each marked before the carrier is told and forgotten after: what a crash leaves in between is released again, which the carrier takes for nothing. */
async function releaseNumbers(deps: Deps, companyId: CompanyId): Promise<number> {
  await deps.db
    .update(servedNumber)
    .set({ releasedAt: deps.clock.now() })
    .where(and(eq(servedNumber.companyId, companyId), isNull(servedNumber.releasedAt)));
  const marked = await deps.db
    .select({ number: servedNumber.number })
    .from(servedNumber)
    .where(and(eq(servedNumber.companyId, companyId), isNotNull(servedNumber.releasedAt)))
    .orderBy(servedNumber.number);
  for (const { number } of marked) {
    await deps.carrier.releaseNumber(number);
    await deps.db.transaction(async (tx) => {
      await tx.delete(servedNumber).where(eq(servedNumber.number, number));
      // Counted with each, so that the record says the same however often it was begun anew.
      await noteStep(tx, companyId, 'released', ((await stepsOf(tx, companyId))['released'] ?? 0) + 1);
    });
  }
  return (await stepsOf(deps.db, companyId))['released'] ?? 0;
}

async function removeFiles(deps: Deps, filesOf: readonly FilesOf[], companyId: CompanyId): Promise<number> {
  let removed = 0;
  for (const list of filesOf) {
    for (const key of await list(deps.db, companyId)) {
      await deps.files.remove(key);
      removed += 1;
    }
  }
  return removed;
}
