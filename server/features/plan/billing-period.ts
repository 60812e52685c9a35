import { Temporal } from 'temporal-polyfill';
import type { BillingInterval } from '#contract/billing.ts';

/** Where billing began, and in which zone its days are counted: every later boundary is told from here, so a short month shortens one period and no other. */
export interface BillingAnchor {
  readonly at: Date;
  readonly timeZone: string;
  readonly interval: BillingInterval;
}

export interface Period {
  readonly start: Date;
  readonly end: Date;
}

/** The n-th period (0 is the first): the same day and time of day, or the last day of a month that is too short. */
export const periodAt = (anchor: BillingAnchor, n: number): Period => ({
  start: boundary(anchor, n),
  end: boundary(anchor, n + 1),
});

function boundary({ at, timeZone, interval }: BillingAnchor, n: number): Date {
  const first = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const then = first.add(interval === 'month' ? { months: n } : { years: n });
  return new Date(then.epochMilliseconds);
}
