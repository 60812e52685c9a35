import { Type } from 'typebox';
import { defineJob } from '#server/platform/jobs/jobs.ts';

/** Ends a removed line after its seven days. */
export const finishRemoval = defineJob({
  name: 'company.finish-removal',
  payload: Type.Object({ companyId: Type.String(), lineId: Type.String() }),
});

/** Texts somebody; number and words are sealed, since links are as good as keys. */
export const sendText = defineJob({
  name: 'company.send-text',
  payload: Type.Object({ companyId: Type.String(), id: Type.String(), sealed: Type.String() }),
  maxAttempts: 12,
});

/** Gives a number back to the carrier. */
export const releaseNumber = defineJob({
  name: 'company.release-number',
  payload: Type.Object({ number: Type.String() }),
});

/** Deletes a company on its day. */
export const deleteCompanyJob = defineJob({
  name: 'company.delete',
  payload: Type.Object({ companyId: Type.String() }),
});

/** Writes an archive. */
export const makeArchiveJob = defineJob({
  name: 'company.make-archive',
  payload: Type.Object({ companyId: Type.String(), id: Type.String() }),
  maxAttempts: 3,
});

/** Takes an archive's file away when its time is over. */
export const expireArchiveJob = defineJob({
  name: 'company.expire-archive',
  payload: Type.Object({ companyId: Type.String(), id: Type.String() }),
});

/** Begins every night, for each company that keeps things for a chosen time. */
export const forgetOldEverywhereJob = defineJob({ name: 'company.forget-old-everywhere', payload: Type.Object({}) });

/** Forgets what a company keeps no longer. */
export const forgetOldJob = defineJob({
  name: 'company.forget-old',
  payload: Type.Object({ companyId: Type.String() }),
});
