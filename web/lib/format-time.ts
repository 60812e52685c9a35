import type { Language } from '#contract/identity.ts';
import { dateFormat, numberFormat, relativeFormat } from './formats.ts';

const locales = { en: 'en-US', es: 'es-US' } as const satisfies Record<Language, string>;
export const localeOf = (language: Language) => locales[language];

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

const justNow = { en: 'just now', es: 'ahora mismo' } as const satisfies Record<Language, string>;

/** "3 minutes ago", "in 5 days"; under a minute "just now". */
export function relativeTime(at: string, now: Date, language: Language): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
  const format = relativeFormat(localeOf(language), { numeric: 'auto' });
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return justNow[language];
}

/** "Tuesday, November 24, 2026 at 12:19 AM PST": the whole truth, in the line's zone. */
export const exactTime = (at: string, language: Language, timeZone?: string) =>
  dateFormat(localeOf(language), {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(at));

/** A day without its time: "November 24, 2026". */
export const dayOf = (at: string, language: Language, timeZone?: string) =>
  dateFormat(localeOf(language), {
    dateStyle: 'long',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(at));

/** Minutes and seconds as a clock counts them down: 84 → "1:24". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A span in its largest fitting unit, rounded up: 90 → "2 minutes", 80000 → "23 hours". */
export function span(seconds: number, language: Language): string {
  const [unit, size] =
    seconds > 2 * 86_400
      ? (['day', 86_400] as const)
      : seconds > 5400
        ? (['hour', 3600] as const)
        : seconds > 60
          ? (['minute', 60] as const)
          : (['second', 1] as const);
  return numberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.max(1, Math.ceil(seconds / size)),
  );
}
