import type { BillingInterval, BillLine } from '#contract/billing.ts';
import { type Period, periodAt } from './billing-period.ts';
import { priceOfRest } from './proration.ts';

/** What a plan costs. */
export interface Price {
  readonly name: string;
  /** null: nobody can buy it. */
  readonly monthlyCents: number | null;
  /** null: not sold by the year. */
  readonly yearlyCents: number | null;
}

export interface Wish<P extends Price> {
  readonly plan: P;
  readonly interval: BillingInterval;
}

/** What is paid now; `undefined` where nothing is yet (a trial). */
export type Paid<P extends Price> = (Wish<P> & { readonly period: Period }) | undefined;

export interface PricedChange {
  readonly effective: 'now' | 'renewal';
  readonly lines: readonly BillLine[];
  readonly nowCents: number;
  readonly renewalCents: number;
  readonly renewalAt: Date;
  /** A period that begins with the change; undefined: the running one goes on. */
  readonly newPeriod: Period | undefined;
}

export const priceOf = ({ plan, interval }: Wish<Price>): number | null =>
  interval === 'month' ? plan.monthlyCents : plan.yearlyCents;

/**
 * What a change of plan costs. More begins now and pays only for what is left of the period, less what was paid for it and not
 * used; less begins at the renewal, and nothing is paid back. From month to year a new period begins now. `undefined`: not sold so.
 */
export function priceChange<P extends Price>(
  paid: Paid<P>,
  to: Wish<P>,
  now: Date,
  timeZone: string,
): PricedChange | undefined {
  const price = priceOf(to);
  if (price === null) return undefined;
  const fresh = periodAt({ at: now, timeZone, interval: to.interval }, 0);
  if (!paid) return beginsNow([lineOf('plan', to, fresh, price)], price, fresh.end, fresh);
  const { period } = paid;
  const old = priceOf(paid) ?? 0;
  const rest = { start: now, end: period.end };
  const credit = lineOf('credit', paid, rest, -priceOfRest(old, period, now));
  const lines =
    paid.interval === to.interval
      ? [lineOf('rest', to, rest, priceOfRest(price, period, now)), credit]
      : [lineOf('plan', to, fresh, price), credit];
  const isNow = isMore(paid, to) && total(lines) >= 0 && now < period.end;
  if (!isNow)
    return {
      effective: 'renewal',
      lines: [],
      nowCents: 0,
      renewalCents: price,
      renewalAt: period.end,
      newPeriod: undefined,
    };
  if (paid.interval === to.interval) return beginsNow(lines, price, period.end, undefined);
  return beginsNow(lines, price, fresh.end, fresh);
}

export const total = (lines: readonly BillLine[]) => lines.reduce((sum, { cents }) => sum + cents, 0);

/** A year that is paid is used up before months are paid again: from year to month is never "more". */
function isMore(from: Wish<Price>, to: Wish<Price>): boolean {
  if (from.interval === 'year' && to.interval === 'month') return false;
  const [dear, cheap] = [to.plan.monthlyCents ?? 0, from.plan.monthlyCents ?? 0];
  if (dear !== cheap) return dear > cheap;
  return from.interval === 'month' && to.interval === 'year';
}

const beginsNow = (lines: BillLine[], renewalCents: number, renewalAt: Date, newPeriod: Period | undefined) => ({
  effective: 'now' as const,
  lines: lines.filter(({ kind, cents }) => kind !== 'credit' || cents !== 0),
  nowCents: total(lines),
  renewalCents,
  renewalAt,
  newPeriod,
});

const lineOf = (kind: 'plan' | 'rest' | 'credit', of: Wish<Price>, period: Period, cents: number): BillLine => ({
  kind,
  plan: of.plan.name,
  interval: of.interval,
  meter: null,
  units: null,
  from: period.start.toISOString(),
  to: period.end.toISOString(),
  // Nothing, not minus nothing.
  cents: cents === 0 ? 0 : cents,
});
