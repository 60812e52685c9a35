import type { Language } from '#contract/identity.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { dateFormat } from '#web/lib/formats.ts';
import { wallTime } from '#web/lib/wall-time.ts';

const day = 86_400_000;
/** Where no zone is known, the machine's own. */
const zoneOr = (timeZone: string | undefined) => timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The day a moment falls on in a zone: 2026-11-25. */
export const dayIn = (at: string | Date, timeZone: string | undefined): string =>
  wallTime(new Date(at), zoneOr(timeZone)).slice(0, 10);

/** For a list: the time today, the day of the week within a week, else the date. */
export function shortTime(at: string, now: Date, language: Language, timeZone: string | undefined): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    dateFormat(localeOf(language), { ...options, timeZone: zoneOr(timeZone) }).format(new Date(at));
  if (dayIn(at, timeZone) === dayIn(now, timeZone)) return format({ hour: 'numeric', minute: '2-digit' });
  const age = now.getTime() - new Date(at).getTime();
  if (age >= 0 && age < 6 * day) return format({ weekday: 'short' });
  const sameYear = dayIn(at, timeZone).slice(0, 4) === dayIn(now, timeZone).slice(0, 4);
  return format({ month: 'short', day: 'numeric', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** The time of day: 3:14 PM. */
export const timeOfDay = (at: string, language: Language, timeZone: string | undefined): string =>
  dateFormat(localeOf(language), {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zoneOr(timeZone),
  }).format(new Date(at));

/** "Thu, Nov 26, 8:00 AM": a moment ahead. */
export const momentWords = (at: string, language: Language, timeZone: string | undefined): string =>
  dateFormat(localeOf(language), {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zoneOr(timeZone),
  }).format(new Date(at));

/** How a day is called in a conversation: today, yesterday, Tuesday, November 3, 2026. */
export function dayWords(
  at: string,
  now: Date,
  language: Language,
  timeZone: string | undefined,
  words: { readonly today: string; readonly yesterday: string },
): string {
  const that = dayIn(at, timeZone);
  if (that === dayIn(now, timeZone)) return words.today;
  if (that === dayIn(new Date(now.getTime() - day), timeZone)) return words.yesterday;
  const sameYear = that.slice(0, 4) === dayIn(now, timeZone).slice(0, 4);
  return dateFormat(localeOf(language), {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: zoneOr(timeZone),
  }).format(new Date(at));
}
