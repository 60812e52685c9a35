import type { Period } from './billing-period.ts';

/**
 * The part of a price that pays for what is left of a period, to the millisecond, in whole cents; half a cent goes up.
 * Integers all the way: what is left and what is gone of a price always add up to the price.
 */
export function priceOfRest(cents: number, period: Period, now: Date): number {
  const whole = period.end.getTime() - period.start.getTime();
  const left = Math.min(Math.max(period.end.getTime() - now.getTime(), 0), whole);
  const doubled = (2n * BigInt(cents) * BigInt(left)) / BigInt(whole);
  return Number((doubled + 1n) / 2n);
}
