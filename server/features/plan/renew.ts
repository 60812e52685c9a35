import { eq, lte } from 'drizzle-orm';
import type { BillingInterval, BillLine } from '#contract/billing.ts';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { company } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';
import { type Account, updateAccount, withBilling } from './billing-account.ts';
import { chargeSoon, renewSoon } from './billing-job-kinds.ts';
import { type Period, periodAt } from './billing-period.ts';
import { billingAccount } from './billing-tables.ts';
import { priceOf } from './change-of-plan.ts';
import { blockersOf, readUse } from './company-use.ts';
import { hasChargeRunning } from './invoice-store.ts';
import { mailBlockedChange, mailInvoice } from './mail-invoice.ts';
import { overageLines } from './overage.ts';
import { isBilled, type Offer, readPlanOf } from './plan-offers.ts';
import { writeInvoice } from './write-invoice.ts';

/**
 * Begins the next billing period once the running one is over: the plan that waited begins, and an invoice is written for it and
 * for what was used beyond the allowance. However often it is called, a period is billed once; when several have passed, each is.
 */
export async function renew(deps: Deps, companyId: CompanyId): Promise<void> {
  const isDone = await withBilling(deps.db, companyId, async (tx, account) => {
    const now = deps.clock.now();
    if (account.interval === null || account.periodEnd === null) return true;
    if (now < account.periodEnd) return true;
    // A change that is being paid for is settled first; the next round comes in a minute.
    if (await hasChargeRunning(tx, companyId)) return true;
    return renewOnce(tx, deps, account, account.periodEnd);
  });
  if (!isDone) await renew(deps, companyId);
}

/** Begins the renewal of every company whose period is over. Run every minute: what a stopped server missed is made up for. */
export async function renewDue(deps: Deps): Promise<void> {
  const due = await deps.db
    .select({ companyId: billingAccount.companyId })
    .from(billingAccount)
    .where(lte(billingAccount.periodEnd, deps.clock.now()));
  for (const { companyId } of due) await renewSoon(deps.db, companyId);
}

/** True when nothing is left to renew. */
async function renewOnce(tx: Db, deps: Deps, account: Account, endedAt: Date): Promise<boolean> {
  const { companyId } = account;
  const facts = await readPlanOf(tx, companyId);
  // An operator made the company Unlimited meanwhile: its bills end here.
  if (!isBilled(facts.offer)) {
    await updateAccount(tx, companyId, {
      interval: null,
      anchorAt: null,
      anchorZone: null,
      periodStart: null,
      periodEnd: null,
      nextPlan: null,
      nextInterval: null,
    });
    return true;
  }
  const next = await nextTerms(tx, deps, account, facts.offer, facts.offers, endedAt);
  const period = nextPeriod(account, next.interval, endedAt);
  const over = { from: account.overageBilledUntil ?? endedAt, to: endedAt };
  const lines = [planLine(next, period), ...(await overageLines(tx, companyId, facts.offer, over))];
  if (next.offer.id !== facts.offer.id)
    await tx.update(company).set({ plan: next.offer.id }).where(eq(company.id, companyId));
  await updateAccount(tx, companyId, {
    interval: next.interval,
    ...period.anchor,
    periodNumber: period.number,
    periodStart: period.start,
    periodEnd: period.end,
    nextPlan: null,
    nextInterval: null,
    revision: account.revision + 1,
    overageBilledUntil: endedAt,
  });
  const written = await writeInvoice(tx, deps, account, {
    company: facts.company,
    kind: 'renewal',
    lines,
    periodStart: period.start,
  });
  if (written.charging) await chargeSoon(tx, written);
  else await mailInvoice(tx, deps, written);
  await tell(tx, { company: companyId, topic: 'plan' });
  return deps.clock.now() < period.end;
}

interface Terms {
  readonly offer: Offer;
  readonly interval: BillingInterval;
}

/** What begins: the plan that waited, unless the company has outgrown it meanwhile. Then the old one goes on, and its admins read why. */
async function nextTerms(
  tx: Db,
  deps: Deps,
  account: Account,
  offer: Offer,
  offers: readonly Offer[],
  at: Date,
): Promise<Terms> {
  const stays = { offer, interval: account.interval ?? 'month' };
  const wanted = offers.find(({ id }) => id === account.nextPlan);
  if (!wanted || account.nextInterval === null) return stays;
  const blockers = blockersOf(wanted, await readUse(tx, account.companyId, deps.clock.now()), at);
  if (blockers.length === 0) return { offer: wanted, interval: account.nextInterval };
  await mailBlockedChange(tx, deps, account.companyId, { from: offer.name, to: wanted.name });
  return stays;
}

/** The period after this one. Counted from where billing began; with another interval it is counted anew from here. */
function nextPeriod(account: Account, interval: BillingInterval, endedAt: Date) {
  const { anchorAt, anchorZone } = account;
  if (anchorAt === null || anchorZone === null) throw new Error('a period without its anchor');
  const goesOn = interval === account.interval;
  const anchor = { at: goesOn ? anchorAt : endedAt, timeZone: anchorZone, interval };
  const number = goesOn ? account.periodNumber + 1 : 0;
  return { ...periodAt(anchor, number), number, anchor: { anchorAt: anchor.at, anchorZone } };
}

const planLine = ({ offer, interval }: Terms, { start, end }: Period): BillLine => ({
  kind: 'plan',
  plan: offer.name,
  interval,
  meter: null,
  units: null,
  from: start.toISOString(),
  to: end.toISOString(),
  cents: priceOf({ plan: offer, interval }) ?? 0,
});
