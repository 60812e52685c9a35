import { and, eq, isNotNull } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { company } from '#server/features/identity/index.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { forgetOldJob } from './job-kinds.ts';
import type { RetentionPart } from './retention-part.ts';

/** One batch is one transaction, short enough to be in nobody's way; a job does so many and leaves the rest to the next. */
const batch = 500;
const batchesAJob = 20;

/** Begins, every night, for each company that keeps things for a chosen time. */
export async function forgetOldEverywhere(deps: Deps): Promise<void> {
  const found = await deps.db.select({ id: company.id }).from(company).where(isNotNull(company.retentionMonths));
  for (const { id } of found) await later(deps, id);
}

/** Forgets what a company keeps no longer. Each batch is whole or not at all, so a crash costs nothing: the job goes on. */
export async function forgetOld(
  deps: Deps,
  parts: readonly RetentionPart[],
  payload: { companyId: string },
): Promise<void> {
  const companyId = payload.companyId as CompanyId; // enqueued by `later`
  let left = batchesAJob;
  for (const part of parts) {
    for (let more = true; more; left -= 1) {
      if (left === 0) return later(deps, companyId);
      // Asked anew for each batch: an admin who chose longer a moment ago is heard.
      const before = await beginOf(deps, companyId);
      if (before === undefined) return;
      more = await part.forget(deps, companyId, before, batch);
    }
  }
}

/** What is older than this a company keeps no longer, by its own calendar. */
export const keptSince = (now: Date, months: number, timeZone: string): Date =>
  new Date(
    Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).subtract({ months })
      .epochMilliseconds,
  );

async function beginOf({ db, clock }: Deps, companyId: CompanyId): Promise<Date | undefined> {
  const [found] = await db
    .select()
    .from(company)
    .where(and(eq(company.id, companyId), isNotNull(company.retentionMonths)));
  if (!found || found.retentionMonths === null) return undefined;
  return keptSince(clock.now(), found.retentionMonths, found.timeZone);
}

const later = (deps: Deps, companyId: CompanyId) =>
  enqueue(deps.db, forgetOldJob, { companyId }, { key: `forget-old:${companyId}`, queue: 'forget-old' });
