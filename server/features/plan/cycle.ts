import { Temporal } from 'temporal-polyfill';
import { days } from '#server/platform/clock.ts';

/** A usage cycle: from one renewal to the next. `startsOn` and `endsOn` are days in the company's time zone; it ends as `endsOn` begins. */
export interface Cycle {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** The cycle that a moment falls in. An anchor of 29, 30 or 31 means the last day in months that are shorter. */
export function cycleAt(at: Date, anchorDay: number, timeZone: string): Cycle {
  const today = dayAt(at, timeZone);
  const month = today.toPlainYearMonth();
  const here = renewalIn(month, anchorDay);
  const isPast = Temporal.PlainDate.compare(here, today) <= 0;
  const starts = isPast ? here : renewalIn(month.subtract({ months: 1 }), anchorDay);
  const ends = isPast ? renewalIn(month.add({ months: 1 }), anchorDay) : here;
  return {
    startsOn: starts.toString(),
    endsOn: ends.toString(),
    startsAt: beginOf(starts, timeZone),
    endsAt: beginOf(ends, timeZone),
  };
}

/** The day of the month that a company made at this moment renews on. */
export const anchorOf = (madeAt: Date, timeZone: string): number => dayAt(madeAt, timeZone).day;

/** When a day begins in a time zone; not at midnight where the clocks skip it. */
export const beginOfDay = (day: string, timeZone: string): Date => beginOf(Temporal.PlainDate.from(day), timeZone);

/** Which day it is in a time zone. */
export const dayOf = (at: Date, timeZone: string): string => dayAt(at, timeZone).toString();

/** The place of a day in the cycle, from 1. What lies outside counts on its first or last day. */
export function placeOfDay(day: string, cycle: Pick<Cycle, 'startsOn' | 'endsOn'>): number {
  const since = (other: string) => Math.round((Date.parse(other) - Date.parse(cycle.startsOn)) / days(1));
  return Math.min(Math.max(since(day) + 1, 1), since(cycle.endsOn));
}

const dayAt = (at: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
const renewalIn = (month: Temporal.PlainYearMonth, anchorDay: number) =>
  month.toPlainDate({ day: Math.min(anchorDay, month.daysInMonth) });
const beginOf = (day: Temporal.PlainDate, timeZone: string) =>
  new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
