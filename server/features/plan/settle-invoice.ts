import { and, eq } from 'drizzle-orm';
import type { ChargeFailure } from '#contract/billing.ts';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';
import { type Account, updateAccount } from './billing-account.ts';
import { invoice } from './billing-tables.ts';
import { carryOut } from './carry-out.ts';
import { type InvoiceRow, updateInvoice } from './invoice-store.ts';
import { mailInvoice } from './mail-invoice.ts';

/** Marks an open invoice paid and does what it was for, once: a second time finds it paid. */
export async function settlePaid(tx: Db, deps: Deps, account: Account, of: InvoiceRow): Promise<boolean> {
  const now = deps.clock.now();
  const settled = await tx
    .update(invoice)
    .set({ status: 'paid', paidAt: now, charging: false, failure: null })
    .where(and(eq(invoice.companyId, account.companyId), eq(invoice.id, of.id), eq(invoice.status, 'open')))
    .returning({ id: invoice.id });
  if (settled.length === 0) return false;
  // What is paid outside began when the invoice was written.
  if (of.pay === 'card') await carryOut(tx, deps, account, of);
  await mailInvoice(tx, deps, { ...of, status: 'paid' });
  await tellPlan(tx, account.companyId);
  return true;
}

/**
 * A charge that came to nothing. What waited for it is given up: its invoice is void and keeps its number. A renewal stays open, to
 * be tried again or paid after the card was changed.
 */
export async function settleFailed(
  tx: Db,
  deps: Deps,
  account: Account,
  of: InvoiceRow,
  why: ChargeFailure,
): Promise<void> {
  const isGivenUp = of.kind !== 'renewal';
  await updateInvoice(tx, account.companyId, of.id, {
    charging: false,
    failure: why,
    ...(isGivenUp && { status: 'void' as const }),
  });
  if (isGivenUp)
    await updateAccount(tx, account.companyId, {
      failed: { cents: of.totalCents, at: deps.clock.now().toISOString(), why },
    });
  else await mailInvoice(tx, deps, { ...of, failure: why });
  await tellPlan(tx, account.companyId);
}

const tellPlan = (tx: Db, companyId: CompanyId) => tell(tx, { company: companyId, topic: 'plan' });
