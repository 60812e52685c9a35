import type { Deps } from '#server/deps.ts';
import { companyJobs } from '#server/features/company/index.ts';
import { contactsJobs } from '#server/features/contacts/index.ts';
import { groupsJobs } from '#server/features/groups/index.ts';
import { identityJobs } from '#server/features/identity/index.ts';
import { messagesJobs } from '#server/features/messages/index.ts';
import { billingJobs, planJobs } from '#server/features/plan/index.ts';
import { settingsJobs } from '#server/features/settings/index.ts';
import { voiceJobs } from '#server/features/voice/index.ts';
import { tellPlanAlert, webhooksJobs } from '#server/features/webhooks/index.ts';
import { companyPorts } from '#server/leaving.ts';
import type { JobHandler } from '#server/platform/jobs/jobs.ts';

/** The worker: every feature's jobs. */
export const allJobs = (deps: Deps): JobHandler[] => [
  ...identityJobs(deps),
  ...planJobs(deps, tellPlanAlert),
  ...billingJobs(deps),
  ...settingsJobs(deps),
  ...contactsJobs(deps),
  ...groupsJobs(deps),
  ...messagesJobs(deps),
  ...webhooksJobs(deps),
  ...companyJobs(deps, companyPorts),
  ...voiceJobs(deps),
];
