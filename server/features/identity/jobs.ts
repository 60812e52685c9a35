import type { Deps } from '#server/deps.ts';
import { handle, type JobHandler } from '#server/platform/jobs/jobs.ts';
import { deliverCode as deliverCodeJob } from './challenge.ts';
import { takeLineNumber as takeLineNumberJob } from './create-account.ts';
import { deliverCode } from './deliver-code.ts';
import { deliverNotice } from './deliver-notice.ts';
import { beginReset, startReset } from './forgot-password.ts';
import { sendUsernames, tellUsernames } from './forgot-username.ts';
import { deliverLetter, sendLetter } from './mail-letter.ts';
import { deliverNotice as deliverNoticeJob } from './notify.ts';
import { takeLineNumber } from './take-line-number.ts';

export const identityJobs = (deps: Deps): JobHandler[] => [
  handle(deliverCodeJob, (payload, attempt) => deliverCode(deps, payload, attempt)),
  handle(deliverNoticeJob, (payload) => deliverNotice(deps, payload)),
  handle(deliverLetter, (payload) => sendLetter(deps, payload)),
  handle(takeLineNumberJob, (payload) => takeLineNumber(deps, payload)),
  handle(startReset, (payload) => beginReset(deps, payload)),
  handle(tellUsernames, (payload) => sendUsernames(deps, payload)),
];
