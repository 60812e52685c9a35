import { Type } from 'typebox';
import type { CompanyId } from '#contract/ids.ts';
import type { Db } from '#server/platform/db/db.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';

const Company = Type.Object({ companyId: Type.String() });
const OneInvoice = Type.Object({ companyId: Type.String(), invoiceId: Type.String() });

export const chargeInvoiceJob = defineJob({ name: 'plan.charge-invoice', payload: OneInvoice });
export const lookAtInvoiceJob = defineJob({ name: 'plan.look-at-invoice', payload: OneInvoice });
export const renewJob = defineJob({ name: 'plan.renew', payload: Company });
/** Finds whose period is over. */
export const renewDueJob = defineJob({ name: 'plan.renew-due', payload: Type.Object({}), maxAttempts: 1 });
export const takeCardJob = defineJob({
  name: 'plan.take-card',
  payload: Type.Object({ pageId: Type.String() }),
  maxAttempts: 8,
});

/** What has to do with one company's money happens one after another. */
const queueOf = (companyId: CompanyId) => `billing ${companyId}`;

export const chargeSoon = (tx: Db, of: { companyId: CompanyId; id: string }, runAt?: Date) =>
  enqueue(
    tx,
    chargeInvoiceJob,
    { companyId: of.companyId, invoiceId: of.id },
    { key: `charge ${of.id}`, queue: queueOf(of.companyId), ...(runAt && { runAt }) },
  );

export const lookSoon = (tx: Db, of: { companyId: CompanyId; id: string }) =>
  enqueue(
    tx,
    lookAtInvoiceJob,
    { companyId: of.companyId, invoiceId: of.id },
    { key: `look ${of.id}`, queue: queueOf(of.companyId) },
  );

export const renewSoon = (tx: Db, companyId: CompanyId) =>
  enqueue(tx, renewJob, { companyId }, { key: `renew ${companyId}`, queue: queueOf(companyId) });
