import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { handle, type JobHandler } from '#server/platform/jobs/jobs.ts';
import { chargeInvoiceJob, lookAtInvoiceJob, renewDueJob, renewJob, takeCardJob } from './billing-job-kinds.ts';
import { chargeInvoice, lookAtInvoice } from './charge-invoice.ts';
import { renew, renewDue } from './renew.ts';
import { takeCardOfPage } from './take-card.ts';

// Ids in payloads were written by acts of ours.
const companyOf = (id: string) => id as CompanyId;

export const billingJobs = (deps: Deps): JobHandler[] => [
  handle(chargeInvoiceJob, ({ companyId, invoiceId }) =>
    chargeInvoice(deps, { companyId: companyOf(companyId), invoiceId }),
  ),
  handle(lookAtInvoiceJob, ({ companyId, invoiceId }) =>
    lookAtInvoice(deps, { companyId: companyOf(companyId), invoiceId }),
  ),
  handle(renewJob, ({ companyId }) => renew(deps, companyOf(companyId))),
  handle(renewDueJob, () => renewDue(deps), { every: '* * * * *' }),
  handle(takeCardJob, ({ pageId }) => takeCardOfPage(deps, pageId)),
];
