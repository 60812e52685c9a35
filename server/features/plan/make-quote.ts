import { allowanceNames, type BillLine, type billing, billingErrors as e, type Quote } from '#contract/billing.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { after, minutes } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { newId } from '#server/platform/ids.ts';
import { type Account, findAccount, paidPeriod } from './billing-account.ts';
import { priceChange, priceOf } from './change-of-plan.ts';
import { blockersOf, readUse } from './company-use.ts';
import { hasChargeRunning } from './invoice-store.ts';
import { findCycle } from './open-cycle.ts';
import { digestOfPrices, isBilled, isForSale, type Offer, readPlanOf } from './plan-offers.ts';
import { type SignedQuote, signQuote } from './quote-token.ts';
import { payWithin } from './write-invoice.ts';

export const goodFor = minutes(15);

type Facts = Awaited<ReturnType<typeof gather>>;

/** What a change of plan or a pack costs, signed. Throws `billing.not_billed`, `.plan_unknown`, `.pack_unknown`, `.plan_same`, `.plan_needed`, `.messages_unlimited`, `.charge_running`. */
export async function makeQuote(deps: Deps, caller: Caller, wish: BodyOf<typeof billing.quote>): Promise<Quote> {
  const facts = await gather(deps, caller);
  if (!isBilled(facts.offer)) throw new AppError(e.notBilled);
  if (await hasChargeRunning(deps.db, caller.companyId)) throw new AppError(e.chargeRunning);
  if (wish.packMessages !== undefined) return quotePack(deps, facts, wish.packMessages);
  return quotePlan(deps, facts, wish.plan ?? '', wish.interval ?? 'month');
}

async function gather(deps: Deps, { companyId }: Caller) {
  const account = await findAccount(deps.db, companyId);
  return { ...(await readPlanOf(deps.db, companyId)), account, now: deps.clock.now() };
}

async function quotePlan(deps: Deps, facts: Facts, planId: string, interval: 'month' | 'year'): Promise<Quote> {
  const { offer, account, now, company } = facts;
  const to = facts.offers.find(({ id }) => id === planId);
  if (!to || !isForSale(to)) throw new AppError(e.planUnknown, { field: 'plan' });
  const paid = paidPeriod(account);
  if (paid && to.id === offer.id && paid.interval === interval) throw new AppError(e.planSame, { field: 'plan' });
  const priced = priceChange(paid && { ...paid, plan: offer }, { plan: to, interval }, now, company.timeZone);
  if (!priced) throw new AppError(e.planUnknown, { field: 'interval' });
  const startsAt = priced.effective === 'now' ? now : priced.renewalAt;
  const blockers = blockersOf(to, await readUse(deps.db, company.id, now), startsAt);
  const signed = sealed(facts, {
    wish: { kind: 'plan', plan: to.id, interval },
    effective: priced.effective,
    periodStart: priced.newPeriod?.start.toISOString() ?? null,
    lines: priced.lines,
    nowCents: priced.nowCents,
  });
  return {
    ...shown(deps, signed, blockers.length === 0),
    kind: 'plan',
    effectiveAt: startsAt.toISOString(),
    fromPlan: offer.name,
    toPlan: to.name,
    interval,
    renewalCents: priced.renewalCents,
    renewalAt: priced.renewalAt.toISOString(),
    changes: changesBetween(offer, to),
    blockers,
  };
}

async function quotePack(deps: Deps, facts: Facts, messages: number): Promise<Quote> {
  const { offer, account, now, company } = facts;
  const pack = facts.packs.find((one) => one.messages === messages);
  if (!pack) throw new AppError(e.packUnknown, { field: 'packMessages' });
  if (offer.messages < 0) throw new AppError(e.messagesUnlimited);
  const paid = paidPeriod(account);
  if (!paid) throw new AppError(e.planNeeded);
  const { endsAt } = (await findCycle(deps.db, company.id, now)).due;
  const line: BillLine = {
    kind: 'pack',
    plan: null,
    interval: null,
    meter: null,
    units: messages,
    from: now.toISOString(),
    to: endsAt.toISOString(),
    cents: pack.cents,
  };
  const signed = sealed(facts, {
    wish: { kind: 'pack', messages, until: endsAt.toISOString() },
    effective: 'now',
    periodStart: null,
    lines: [line],
    nowCents: pack.cents,
  });
  return {
    ...shown(deps, signed, true),
    kind: 'pack',
    effectiveAt: now.toISOString(),
    fromPlan: offer.name,
    toPlan: offer.name,
    interval: paid.interval,
    renewalCents: renewalOf(facts.offers, offer, account),
    renewalAt: paid.period.end.toISOString(),
    changes: [{ what: 'messages', from: offer.messages, to: offer.messages + messages }],
    blockers: [],
  };
}

/** What the coming renewal costs, without overage: of the plan that waits for it, else of the one that goes on. */
export function renewalOf(offers: readonly Offer[], offer: Offer, account: Account | undefined): number {
  if (!account?.interval) return 0;
  const next = offers.find(({ id }) => id === account.nextPlan);
  const wish = { plan: next ?? offer, interval: account.nextInterval ?? account.interval };
  return priceOf(wish) ?? 0;
}

const sealed = (
  { company, offer, offers, packs, account, now }: Facts,
  what: Pick<SignedQuote, 'wish' | 'effective' | 'periodStart' | 'lines' | 'nowCents'>,
): SignedQuote => ({
  id: newId(),
  companyId: company.id,
  revision: account?.revision ?? 0,
  fromPlan: offer.id,
  catalogue: digestOfPrices({ offers, packs }),
  ...what,
  expiresAt: after(now, goodFor).toISOString(),
});

function shown(deps: Deps, quote: SignedQuote, isFree: boolean) {
  const { effective, nowCents, lines, expiresAt } = quote;
  const pay =
    nowCents === 0 ? ('nothing' as const) : deps.billing.kind === 'manual' ? ('invoice' as const) : ('card' as const);
  return {
    token: isFree ? signQuote(deps.secrets, quote) : null,
    effective,
    nowCents,
    lines: [...lines],
    expiresAt,
    pay,
    dueAt: pay === 'invoice' ? after(deps.clock.now(), payWithin).toISOString() : null,
  };
}

const changesBetween = (from: Offer, to: Offer): Quote['changes'] =>
  allowanceNames.filter((what) => from[what] !== to[what]).map((what) => ({ what, from: from[what], to: to[what] }));
