import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { CardProvider, ChargeState } from '#server/payments/billing-provider.ts';
import { after, days } from '#server/platform/clock.ts';
import { type Account, findAccount, updateAccount, withBilling } from './billing-account.ts';
import { chargeSoon } from './billing-job-kinds.ts';
import { findInvoice, type InvoiceRow, updateInvoice } from './invoice-store.ts';
import { settleFailed, settlePaid } from './settle-invoice.ts';

/** What waits for a payment is given up after a day of silence: nobody is charged for a click they have forgotten. */
const giveUpAfter = days(1);
/** A renewal that was declined is tried again after so many days, then left to the company. */
const triesAfter = [days(1), days(3), days(5)];

/**
 * Charges the card for an open invoice, or finds out what became of an earlier try: the charge's id is written down before it
 * is put through, so whatever broke in between, it is the same one. Throws when the service is silent, to be run again.
 */
export async function chargeInvoice(deps: Deps, of: { companyId: CompanyId; invoiceId: string }): Promise<void> {
  const { billing } = deps;
  const found = await findInvoice(deps.db, of.companyId, of.invoiceId);
  const account = await findAccount(deps.db, of.companyId);
  if (billing.kind === 'manual' || !account || found?.status !== 'open' || found.pay !== 'card') return;
  await settle(deps, of, await stateNow(deps, billing, account, found));
}

/** As `chargeInvoice`, but puts nothing through: a webhook about a charge that failed must not begin the next one. */
export async function lookAtInvoice(deps: Deps, of: { companyId: CompanyId; invoiceId: string }): Promise<void> {
  const { billing } = deps;
  const found = await findInvoice(deps.db, of.companyId, of.invoiceId);
  if (billing.kind === 'manual' || found?.status !== 'open' || found.paymentId === null) return;
  const state = await billing.look(found.paymentId);
  if (state.kind === 'paid') await settle(deps, of, state);
}

async function settle(deps: Deps, of: { companyId: CompanyId; invoiceId: string }, state: ChargeState): Promise<void> {
  await withBilling(deps.db, of.companyId, async (tx, current) => {
    const again = await findInvoice(tx, of.companyId, of.invoiceId);
    if (again?.status !== 'open') return;
    if (state.kind === 'paid') await settlePaid(tx, deps, current, again);
    if (state.kind === 'cancelled') await settleFailed(tx, deps, current, again, 'cancelled');
    // The bank thinks about it: a webhook tells, and an hour later we ask.
    if (state.kind === 'pending' || state.kind === 'ready')
      await chargeSoon(tx, again, after(deps.clock.now(), 3_600_000));
    if (state.kind !== 'failed') return;
    await settleFailed(tx, deps, current, again, state.why);
    const wait = triesAfter[again.attempts - 1];
    if (again.kind !== 'renewal' || wait === undefined) return;
    await chargeSoon(tx, again, after(deps.clock.now(), wait));
  });
}

async function stateNow(deps: Deps, billing: CardProvider, account: Account, of: InvoiceRow): Promise<ChargeState> {
  if (account.method === null) return { kind: 'failed', why: 'no-card' };
  const paymentId = of.paymentId ?? (await prepare(deps, billing, account, of));
  const before = await billing.look(paymentId);
  if (before.kind === 'paid' || before.kind === 'pending' || before.kind === 'cancelled') return before;
  const isAwaited = of.kind !== 'renewal';
  if (isAwaited && deps.clock.now().getTime() - of.issuedAt.getTime() > giveUpAfter) {
    const stopped = await billing.cancel(paymentId);
    return stopped.kind === 'cancelled' ? { kind: 'failed', why: 'unreachable' } : stopped;
  }
  const attempt = of.attempts + 1;
  await updateInvoice(deps.db, of.companyId, of.id, { attempts: attempt });
  const state = await billing.putThrough(paymentId, { method: account.method, attempt });
  if (state.kind !== 'failed' || !isAwaited) return state;
  // A charge that somebody gives up must not go through later after all.
  const stopped = await billing.cancel(paymentId);
  return stopped.kind === 'cancelled' ? state : stopped;
}

async function prepare(deps: Deps, billing: CardProvider, account: Account, of: InvoiceRow): Promise<string> {
  const { companyId, id: invoiceId, totalCents: cents } = of;
  const customer = account.customer ?? (await billing.makeCustomer({ companyId, name: of.billedTo }));
  if (account.customer === null) await updateAccount(deps.db, companyId, { customer });
  const paymentId = await billing.prepareCharge({
    key: invoiceId,
    customer,
    cents,
    companyId,
    invoiceId,
    words: `Invoice ${of.number}`,
  });
  await updateInvoice(deps.db, companyId, invoiceId, { paymentId });
  return paymentId;
}
