import { Type } from 'typebox';
import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { defineJob, enqueue, handle, type JobHandler } from '#server/platform/jobs/jobs.ts';
import { tidyPicture } from './tidy-picture.ts';

const tidyPictureJob = defineJob({
  name: 'settings.tidy-picture',
  payload: Type.Object({ companyId: Type.String(), lineId: Type.String(), key: Type.String() }),
});

/** Has the files of a picture removed then, unless its line shows it. */
export function tidyPictureAt(db: Db, { companyId, lineId }: LineRef, key: string, at: Date): Promise<void> {
  return enqueue(db, tidyPictureJob, { companyId, lineId, key }, { runAt: at, key: `picture:${key}` });
}

export const settingsJobs = (deps: Deps): JobHandler[] => [
  // The ids were branded when the job was enqueued.
  handle(tidyPictureJob, (p) =>
    tidyPicture(deps, { companyId: p.companyId as CompanyId, lineId: p.lineId as LineId }, p.key),
  ),
];
