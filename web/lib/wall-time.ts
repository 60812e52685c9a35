import { dateFormat } from './formats.ts';

/** What a clock on the wall of a time zone shows at a moment: 2026-03-08T09:00. */
export function wallTime(at: Date, timeZone: string): string {
  const parts = dateFormat('en-US', {
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

const day = 86_400_000;

/**
 * The moment at which a clock in a zone shows this wall time. One that it shows twice is the first; one that is skipped is
 * reckoned by the clock as it went before, so it is later by what was skipped: as calendars do it everywhere.
 */
export function instantOf(wall: string, timeZone: string): Date {
  const shown = asUtc(wall.slice(0, 16)).getTime();
  const offsetAt = (at: number) => asUtc(wallTime(new Date(at), timeZone)).getTime() - at;
  // No zone moves its clocks twice within two days: these are the offsets before and after a change that may be near.
  const [before, later] = [shown - day, shown + day].map((at) => new Date(shown - offsetAt(at))) as [Date, Date]; // two in, two out
  const shows = (at: Date) => wallTime(at, timeZone) === wall.slice(0, 16);
  return !shows(before) && shows(later) ? later : before;
}

/** How people write the name of a zone: "America/New York". */
export const zoneName = (timeZone: string): string => timeZone.replaceAll('_', ' ');
