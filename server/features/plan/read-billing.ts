import type { Billing, PlanOffer } from '#contract/billing.ts';
import { commonErrors } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { type Account, findAccount, paidPeriod } from './billing-account.ts';
import { findAwaited, listPacks, sumOwed } from './invoice-store.ts';
import { renewalOf } from './make-quote.ts';
import { isBilled, isForSale, type Offer, readPlanOf } from './plan-offers.ts';

/** What "Change Plan" shows. Admins change plans; only those with the billing role see the card and what is owed. Throws `identity.not_allowed`. */
export async function readBilling(deps: Deps, { companyId, roles }: Caller): Promise<Billing> {
  const mayChange = roles.includes('admin');
  const maySeeInvoices = roles.includes('billing');
  if (!mayChange && !maySeeInvoices) throw new AppError(commonErrors.notAllowed);
  const now = deps.clock.now();
  const { offers, offer, packs } = await readPlanOf(deps.db, companyId);
  const account = await findAccount(deps.db, companyId);
  const paid = paidPeriod(account);
  const billed = isBilled(offer);
  const awaited = await findAwaited(deps.db, companyId);
  const bought = await listPacks(deps.db, companyId, now);
  return {
    billed,
    mayChange: mayChange && billed,
    maySeeInvoices: maySeeInvoices && billed,
    provider: deps.billing.kind,
    plan: shown(offer),
    interval: paid?.interval ?? null,
    period: paid ? { start: paid.period.start.toISOString(), end: paid.period.end.toISOString() } : null,
    renewalCents: renewalOf(offers, offer, account),
    scheduled: scheduledOf(offers, offer, account),
    plans: billed ? offers.filter((one) => isForSale(one) || one.id === offer.id).map(shown) : [],
    packs: billed && offer.messages >= 0 ? packs : [],
    bought: bought.map(({ messages, lapsesAt }) => ({ messages, until: lapsesAt.toISOString() })),
    charging: awaited ? { cents: awaited.totalCents, since: awaited.issuedAt.toISOString() } : null,
    failed: account?.failed ?? null,
    card: maySeeInvoices ? (account?.card ?? null) : null,
    hasCard: (account?.method ?? null) !== null,
    owed: maySeeInvoices ? await sumOwed(deps.db, companyId, now) : null,
  };
}

function scheduledOf(offers: readonly Offer[], offer: Offer, account: Account | undefined): Billing['scheduled'] {
  const next = offers.find(({ id }) => id === account?.nextPlan);
  if (!next || !account?.nextInterval || !account.periodEnd) return null;
  return {
    planId: next.id,
    plan: next.name,
    interval: account.nextInterval,
    at: account.periodEnd.toISOString(),
    cents: renewalOf(offers, offer, account),
  };
}

const shown = (offer: Offer): PlanOffer => ({
  id: offer.id,
  name: offer.name,
  monthlyCents: offer.monthlyCents,
  yearlyCents: offer.yearlyCents,
  messages: offer.messages,
  minutes: offer.minutes,
  groups: offer.groups,
  api_requests: offer.api_requests,
  transcriptions: offer.transcriptions,
  recipients: offer.recipients,
  lines: offer.lines,
});
