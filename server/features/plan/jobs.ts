import { Type } from 'typebox';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { defineJob, handle, type JobHandler } from '#server/platform/jobs/jobs.ts';
import { openCycle, turnCycle } from './open-cycle.ts';
import { releaseExpired } from './release.ts';
import { type HearAlert, planAlert, tellAlert } from './tell-alert.ts';

const releaseJob = defineJob({ name: 'plan.release-expired', payload: Type.Object({}), maxAttempts: 1 });

/** `hear`: what a higher feature does about an alert. */
export const planJobs = (deps: Deps, hear?: HearAlert): JobHandler[] => [
  // The id was branded when the job was enqueued.
  handle(turnCycle, ({ companyId }) => deps.db.transaction((tx) => openCycle(tx, deps, companyId as CompanyId))),
  handle(planAlert, (payload) => tellAlert(deps, payload, hear)),
  handle(releaseJob, () => releaseExpired(deps), { every: '* * * * *' }),
];
