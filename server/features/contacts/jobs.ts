import { Type } from 'typebox';
import type { CompanyId, ContactId, LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { defineJob, enqueue, handle, type JobHandler } from '#server/platform/jobs/jobs.ts';
import { eraseContacts } from './erase-contacts.ts';
import { dropImportJob, importRefOf, runImportJob } from './imports/import-jobs.ts';
import { dropImport, runImport } from './imports/run-import.ts';

const eraseContactsJob = defineJob({
  name: 'contacts.erase',
  payload: Type.Object({ companyId: Type.String(), lineId: Type.String(), ids: Type.Array(Type.String()) }),
});

/** Has deleted contacts erased then, unless they were restored. */
export function eraseContactsAt(
  tx: Db,
  { companyId, lineId }: LineRef,
  ids: readonly ContactId[],
  at: Date,
): Promise<void> {
  return enqueue(tx, eraseContactsJob, { companyId, lineId, ids: [...ids] }, { runAt: at });
}

export const contactsJobs = (deps: Deps): JobHandler[] => [
  // The ids were branded when the job was enqueued.
  handle(eraseContactsJob, (p) =>
    eraseContacts(deps, {
      companyId: p.companyId as CompanyId,
      lineId: p.lineId as LineId,
      ids: p.ids as ContactId[],
    }),
  ),
  handle(runImportJob, (p) => runImport(deps, importRefOf(p))),
  handle(dropImportJob, (p) => dropImport(deps, importRefOf(p), p.file)),
];
