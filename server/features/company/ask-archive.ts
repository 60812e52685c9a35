import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { archives } from '#contract/archives.ts';
import { archiveErrors as a, lineErrors as l } from '#contract/company-errors.ts';
import { type BodyOf, commonErrors } from '#contract/endpoint.ts';
import type { ExportId, LineId } from '#contract/ids.ts';
import { may } from '#contract/policy.ts';
import type { Deps } from '#server/deps.ts';
import { line, record } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { newId } from '#server/platform/ids.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { makeArchiveJob } from './job-kinds.ts';
import { archive } from './tables.ts';
import { lockCompany } from './with-company.ts';

/** Has an archive made by a job. Throws `identity.not_allowed`, `company.no_such_line`, `company.archive_being_made`. */
export function askArchive(deps: Deps, caller: Caller, wanted: BodyOf<typeof archives.make>): Promise<void> {
  const lineId = wanted.of === 'company' ? null : ((wanted.lineId ?? caller.lineId) as LineId); // digits by the contract
  if (lineId !== caller.lineId && !may(caller.roles, 'export_company')) throw new AppError(commonErrors.notAllowed);
  return deps.db.transaction(async (tx) => {
    await lockCompany(tx, caller.companyId);
    if (lineId !== null) {
      const known = await tx.$count(line, and(eq(line.companyId, caller.companyId), eq(line.id, lineId)));
      if (known === 0) throw new AppError(l.noSuchLine);
    }
    const running = await tx.$count(
      archive,
      and(
        eq(archive.companyId, caller.companyId),
        lineId === null ? isNull(archive.lineId) : eq(archive.lineId, lineId),
        inArray(archive.state, ['waiting', 'running']),
      ),
    );
    if (running > 0) throw new AppError(a.beingMade);
    const id = newId<ExportId>();
    await tx
      .insert(archive)
      .values({ companyId: caller.companyId, id, lineId, askedBy: caller.lineId, askedAt: deps.clock.now() });
    // One at a time: an archive reads much, and others wait for the same disk.
    await enqueue(tx, makeArchiveJob, { companyId: caller.companyId, id }, { queue: 'archives' });
    await record(tx, deps, { ...caller, about: lineId }, 'archive.asked', { of: wanted.of });
    await tell(tx, { company: caller.companyId, topic: 'company' });
  });
}
