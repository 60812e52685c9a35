import type { Language } from '#contract/identity.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { dateFormat, numberFormat } from '#web/lib/formats.ts';

export const countIn = (language: Language) => {
  const format = numberFormat(localeOf(language));
  return (n: number) => format.format(n);
};

export const moneyIn = (language: Language) => {
  const format = numberFormat(localeOf(language), { style: 'currency', currency: 'USD' });
  const whole = numberFormat(localeOf(language), {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: 0,
  });
  return {
    exact: (cents: number) => format.format(cents / 100),
    /** Without ".00", for a list of prices. */
    short: (cents: number) => (cents % 100 === 0 ? whole : format).format(cents / 100),
  };
};

const digits = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;

/** A day like 2026-11-01, which belongs to no zone, as 11/01/2026. */
export const calendarDay = (day: string, language: Language) =>
  dateFormat(localeOf(language), { ...digits, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** The day of a moment in a zone, as 11/01/2026. */
export const shortDay = (at: string, language: Language, timeZone: string) =>
  dateFormat(localeOf(language), { ...digits, timeZone }).format(new Date(at));

/** A day of a cycle as its chart names it: Nov 4. `place` counts from 0. */
export function dayOfCycle(since: string, place: number, language: Language): string {
  const day = new Date(`${since}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + place);
  return dateFormat(localeOf(language), { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(day);
}
