import type { CompanyId, PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { sendSystemText } from '#server/features/identity/index.ts';
import { handle, type JobHandler } from '#server/platform/jobs/jobs.ts';
import { deleteCompany } from './delete-company.ts';
import { endLine } from './end-line.ts';
import { expireArchive } from './expire-archive.ts';
import { archivesOf, picturesOf } from './files-of.ts';
import { forgetOld, forgetOldEverywhere } from './forget-old.ts';
import { giveNumberBack } from './give-number-back.ts';
import {
  deleteCompanyJob,
  expireArchiveJob,
  finishRemoval,
  forgetOldEverywhereJob,
  forgetOldJob,
  makeArchiveJob,
  releaseNumber,
  sendText,
} from './job-kinds.ts';
import { makeArchive } from './make-archive.ts';
import { ownArchiveParts } from './own-archive-parts.ts';
import type { CompanyPorts } from './ports.ts';

export const companyJobs = (deps: Deps, ports: Omit<CompanyPorts, 'allowedLines'>): JobHandler[] => [
  handle(finishRemoval, (payload) => endLine(deps, ports.lineParts, payload)),
  handle(deleteCompanyJob, (payload, attempt) =>
    deleteCompany(deps, [picturesOf, archivesOf, ...ports.filesOf], payload, attempt),
  ),
  handle(makeArchiveJob, (payload) => makeArchive(deps, [...ownArchiveParts, ...ports.archiveParts], payload)),
  handle(expireArchiveJob, (payload) => expireArchive(deps, payload)),
  handle(forgetOldEverywhereJob, () => forgetOldEverywhere(deps), { every: '20 3 * * *' }),
  handle(forgetOldJob, (payload) => forgetOld(deps, ports.retentionParts, payload)),
  handle(releaseNumber, ({ number }) => giveNumberBack(deps, number)),
  handle(sendText, async ({ companyId, id, sealed }) => {
    const order = JSON.parse(deps.secrets.open('company text', Buffer.from(sealed, 'base64'))) as {
      to: PhoneNumber;
      text: string;
    }; // sealed by `textSealed`
    await sendSystemText(deps, { companyId: companyId as CompanyId, id, ...order });
  }),
];
