import { and, eq, lt } from 'drizzle-orm';
import { billingErrors as e } from '#contract/billing.ts';
import type { Deps } from '#server/deps.ts';
import { record } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tell } from '#server/platform/live/live.ts';
import { type Account, updateAccount, withBilling } from './billing-account.ts';
import { chargeSoon } from './billing-job-kinds.ts';
import { type InvoiceEffect, usedQuote } from './billing-tables.ts';
import { carryOut } from './carry-out.ts';
import { blockersOf, readUse } from './company-use.ts';
import { hasChargeRunning } from './invoice-store.ts';
import { digestOfPrices, isBilled, readPlanOf } from './plan-offers.ts';
import { openQuote, type SignedQuote } from './quote-token.ts';
import { writeInvoice } from './write-invoice.ts';

/**
 * Confirms a quote: exactly what it says is charged and done, or nothing is. What is paid outside begins at once; what a card
 * pays begins when it is paid. Throws `billing.quote_wrong`, `_expired`, `_stale`, `_used`, `.blocked`, `.card_needed`, `.charge_running`.
 */
export async function confirmQuote(deps: Deps, caller: Caller, token: string): Promise<void> {
  const quote = openQuote(deps.secrets, token);
  if (!quote || quote.companyId !== caller.companyId) throw new AppError(e.quoteWrong);
  await withBilling(deps.db, caller.companyId, async (tx, account) => {
    const { company, offers } = await refuseUntrue(tx, deps, account, quote);
    const to =
      quote.wish.kind === 'plan'
        ? offers.find(({ id }) => quote.wish.kind === 'plan' && id === quote.wish.plan)
        : undefined;
    await useUp(tx, deps, quote);
    if (quote.effective === 'renewal') await schedule(tx, account, quote);
    else await charge(tx, deps, account, quote, company);
    await record(tx, deps, caller, quote.effective === 'renewal' ? 'plan.scheduled' : 'plan.ordered', {
      ...(to ? { plan: to.name } : { messages: quote.wish.kind === 'pack' ? quote.wish.messages : 0 }),
      cents: quote.nowCents,
    });
    await tell(tx, { company: caller.companyId, topic: 'plan' });
  });
}

async function refuseUntrue(tx: Db, deps: Deps, account: Account, quote: SignedQuote) {
  const now = deps.clock.now();
  const facts = await readPlanOf(tx, account.companyId);
  if (!isBilled(facts.offer)) throw new AppError(e.notBilled);
  if (await isUsed(tx, quote)) throw new AppError(e.quoteUsed);
  if (now >= new Date(quote.expiresAt)) throw new AppError(e.quoteExpired);
  if (await hasChargeRunning(tx, account.companyId)) throw new AppError(e.chargeRunning);
  const isTrue =
    quote.revision === account.revision &&
    quote.fromPlan === facts.offer.id &&
    quote.catalogue === digestOfPrices(facts) &&
    (account.periodEnd === null || now < account.periodEnd);
  if (!isTrue) throw new AppError(e.quoteStale);
  const { wish } = quote;
  const to = wish.kind === 'plan' ? facts.offers.find(({ id }) => id === wish.plan) : undefined;
  const startsAt = quote.effective === 'now' || account.periodEnd === null ? now : account.periodEnd;
  const blockers = to ? blockersOf(to, await readUse(tx, account.companyId, now), startsAt) : [];
  if (blockers.length > 0) throw new AppError(e.blocked, { detail: { blockers } });
  if (deps.billing.kind !== 'manual' && quote.nowCents > 0 && account.method === null) throw new AppError(e.cardNeeded);
  return facts;
}

async function isUsed(tx: Db, { companyId, id }: SignedQuote): Promise<boolean> {
  const found = await tx
    .select({ id: usedQuote.id })
    .from(usedQuote)
    .where(and(eq(usedQuote.companyId, companyId), eq(usedQuote.id, id)));
  return found.length > 0;
}

async function useUp(tx: Db, deps: Deps, { companyId, id, expiresAt }: SignedQuote): Promise<void> {
  await tx.delete(usedQuote).where(and(eq(usedQuote.companyId, companyId), lt(usedQuote.expiresAt, deps.clock.now())));
  await tx.insert(usedQuote).values({ companyId, id, expiresAt: new Date(expiresAt) });
}

async function schedule(tx: Db, account: Account, { wish }: SignedQuote): Promise<void> {
  if (wish.kind !== 'plan') throw new Error('only a plan waits for the renewal');
  await updateAccount(tx, account.companyId, {
    nextPlan: wish.plan,
    nextInterval: wish.interval,
    revision: account.revision + 1,
  });
}

async function charge(
  tx: Db,
  deps: Deps,
  account: Account,
  quote: SignedQuote,
  company: { name: string; timeZone: string },
): Promise<void> {
  const effect: InvoiceEffect =
    quote.wish.kind === 'plan' ? { ...quote.wish, periodStart: quote.periodStart } : quote.wish;
  const kind = quote.wish.kind === 'plan' ? 'change' : 'pack';
  const written = await writeInvoice(tx, deps, account, {
    company,
    kind,
    lines: quote.lines,
    quoteId: quote.id,
    effect,
  });
  await updateAccount(tx, account.companyId, { failed: null });
  if (written.status === 'open' && written.pay === 'card') return chargeSoon(tx, written);
  await carryOut(tx, deps, account, written);
}
