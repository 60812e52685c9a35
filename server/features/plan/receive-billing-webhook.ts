import type { Deps } from '#server/deps.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { lookSoon, takeCardJob } from './billing-job-kinds.ts';
import { findInvoiceByPayment } from './invoice-store.ts';

/**
 * Takes in what the payment service reports. Webhooks come late, twice and in any order, so none is believed for what it says of
 * a payment: it only makes us look at the payment it is about. False when it is not genuine.
 */
export async function receiveBillingWebhook(
  deps: Deps,
  webhook: { body: string; signature: string },
): Promise<boolean> {
  if (deps.billing.kind === 'manual') return false;
  const news = deps.billing.readWebhook(webhook);
  if (news === undefined) return false;
  if (news.about === 'card page')
    await enqueue(deps.db, takeCardJob, { pageId: news.pageId }, { key: `card ${news.pageId}` });
  if (news.about !== 'payment') return true;
  const found = await findInvoiceByPayment(deps.db, news.paymentId);
  if (found?.status === 'open') await lookSoon(deps.db, found);
  return true;
}
