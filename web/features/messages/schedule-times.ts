import { dateFormat } from '#web/lib/formats.ts';
import { asUtc, wallTime } from '#web/lib/wall-time.ts';

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
  dateFormat(locale, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(asUtc(wall));
