import { Type } from 'typebox';
import type { CompanyId, ImportId, LineId } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';

export interface ImportRef extends LineRef {
  readonly id: ImportId;
}

export const runImportJob = defineJob({
  name: 'contacts.run-import',
  payload: Type.Object({ companyId: Type.String(), lineId: Type.String(), id: Type.String() }),
});
export const dropImportJob = defineJob({
  name: 'contacts.drop-import',
  payload: Type.Object({
    companyId: Type.String(),
    lineId: Type.String(),
    id: Type.String(),
    file: Type.String(),
  }),
});

/** The ids were branded when the job was enqueued. */
export const importRefOf = (p: { companyId: string; lineId: string; id: string }): ImportRef => ({
  companyId: p.companyId as CompanyId,
  lineId: p.lineId as LineId,
  id: p.id as ImportId,
});

const payloadOf = ({ companyId, lineId, id }: ImportRef) => ({ companyId, lineId, id });

export const runImportNow = (tx: Db, ref: ImportRef): Promise<void> =>
  enqueue(tx, runImportJob, payloadOf(ref), { key: `import:${ref.id}` });

/** A second job that looks after the first: should the process that works on it die, its job stays locked for hours. */
export const lookAfterImport = (tx: Db, ref: ImportRef, at: Date): Promise<void> =>
  enqueue(tx, runImportJob, payloadOf(ref), { key: `import-watch:${ref.id}`, runAt: at });

export const dropImportAt = (tx: Db, ref: ImportRef & { file: string }, at: Date): Promise<void> =>
  enqueue(tx, dropImportJob, { ...payloadOf(ref), file: ref.file }, { runAt: at, key: `import-drop:${ref.id}` });
