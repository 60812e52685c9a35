import type { TObject } from 'typebox';
import type { CarrierEvent } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import { nextDue } from '#server/features/identity/index.ts';
import { enqueue, type JobKind } from '#server/platform/jobs/jobs.ts';
import { jobTime } from './sending-jobs.ts';

/** Has a job come back for the events that were put off. */
export async function comeBack(deps: Deps, kind: CarrierEvent['kind'], job: JobKind<TObject>): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const next = await nextDue(tx, kind);
    if (next)
      await enqueue(
        tx,
        job,
        {},
        { key: `${job.name}:later`, queue: job.name, runAt: jobTime(deps.clock, next), keepRunAt: true },
      );
  });
}
