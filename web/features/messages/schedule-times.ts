/** What a clock on the wall of a time zone shows at a moment: 2026-03-08T09:00. */
export function wallTime(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** A wall time as a date whose UTC fields show it, for counting days and for words. */
export const asUtc = (wall: string): Date => new Date(`${wall}:00.000Z`);

/** The moment at which a clock in a zone shows this wall time; one that is skipped is taken as if the clocks had not yet moved. */
export function instantOf(wall: string, timeZone: string): Date {
  const shown = asUtc(wall.slice(0, 16)).getTime();
  const offsetAt = (at: number) => asUtc(wallTime(new Date(at), timeZone)).getTime() - at;
  const first = shown - offsetAt(shown);
  // The offset there may be another one than at the wall time read as UTC.
  return new Date(shown - offsetAt(first));
}

const hour = 3_600_000;
const day = 24 * hour;

/** Times people often mean, as wall times: in an hour (to the next five minutes), tomorrow at nine, and the next Monday at nine. */
export function usualTimes(now: Date, timeZone: string) {
  const soon = new Date(Math.ceil((now.getTime() + hour) / (hour / 12)) * (hour / 12));
  const today = asUtc(wallTime(now, timeZone));
  const atNine = (date: Date) => `${date.toISOString().slice(0, 10)}T09:00`;
  const toMonday = (8 - today.getUTCDay()) % 7 || 7;
  return {
    inAnHour: wallTime(soon, timeZone),
    tomorrow: atNine(new Date(today.getTime() + day)),
    monday: atNine(new Date(today.getTime() + toMonday * day)),
  };
}

/** "Tue, Mar 3, 9:00 AM": a wall time in words. */
export const wallWords = (wall: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(asUtc(wall));
