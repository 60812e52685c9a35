import { Type } from 'typebox';
import type { CompanyId, GroupId, LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { defineJob, enqueue, handle, type JobHandler } from '#server/platform/jobs/jobs.ts';
import { emptyGroup } from './empty-group.ts';

const emptyGroupJob = defineJob({
  name: 'groups.empty',
  payload: Type.Object({ companyId: Type.String(), lineId: Type.String(), id: Type.String() }),
});

/** Has the members of a deleted group let go then, unless it was restored. */
export function emptyGroupAt(tx: Db, { companyId, lineId }: LineRef, id: GroupId, at: Date): Promise<void> {
  return enqueue(tx, emptyGroupJob, { companyId, lineId, id }, { runAt: at, key: `empty-group:${id}` });
}

export const groupsJobs = (deps: Deps): JobHandler[] => [
  // The ids were branded when the job was enqueued.
  handle(emptyGroupJob, (p) =>
    emptyGroup(deps, { companyId: p.companyId as CompanyId, lineId: p.lineId as LineId }, p.id as GroupId),
  ),
];
