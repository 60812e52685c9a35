import { type Static, Type } from 'typebox';

/** "09:30"; as an end also "24:00", which is midnight at the end of the day. */
const From = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });
const To = Type.String({ pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' });
const Span = Type.Object({ from: From, to: To }, { additionalProperties: false });
const Spans = Type.Array(Span, { maxItems: 8 });
export type Span = Static<typeof Span>;

/** A day with hours of its own, or none: "closed". */
const Holiday = Type.Object(
  {
    date: Type.String({ format: 'date' }),
    name: Type.String({ minLength: 1, maxLength: 80 }),
    /** Comes back every year on this day of the month. */
    yearly: Type.Boolean(),
    spans: Spans,
  },
  { additionalProperties: false },
);
export type Holiday = Static<typeof Holiday>;

/** When somebody is there: spans of each weekday, Monday first, and the days that are different. */
export const BusinessHours = Type.Object(
  {
    week: Type.Array(Spans, { minItems: 7, maxItems: 7 }),
    holidays: Type.Array(Holiday, { maxItems: 200 }),
  },
  { additionalProperties: false },
);
export type BusinessHours = Static<typeof BusinessHours>;

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Longer than any yearly holiday and leap year can keep a business shut. */
const farthestDays = 370;

/** Whether it is open at a moment, by the clock on the wall of the zone. No hours (null) are hours without an end: always open. */
export function isOpen(hours: BusinessHours | null, timeZone: string, at: Date): boolean {
  return hours === null || isOpenAt(hours, wallOf(timeZone, at.getTime()));
}

/**
 * When it next opens or closes after a moment; null when it never does. The clock on the wall decides: where it jumps over
 * the end of a span it closes with the jump, and where it is put back into a span it opens again.
 */
export function nextChange(hours: BusinessHours | null, timeZone: string, at: Date): Date | null {
  if (hours === null) return null;
  const now = isOpen(hours, timeZone, at);
  const first = dayOf(wallOf(timeZone, at.getTime()));
  for (let day = first; day <= first + farthestDays * dayMs; day += dayMs) {
    const moments = momentsOf(hours, timeZone, day).filter((moment) => moment > at.getTime());
    const changed = moments.find((moment) => isOpenAt(hours, wallOf(timeZone, moment)) !== now);
    if (changed !== undefined) return new Date(changed);
  }
  return null;
}

/** What is wrong with hours that have the right shape; undefined when nothing is. Spans of a day go forward and do not overlap. */
export function faultOf(
  hours: BusinessHours,
): { where: string; why: 'backwards' | 'overlap' | 'same_day' } | undefined {
  const days = [
    ...hours.week.map((spans, index) => ({ where: `week/${index}`, spans })),
    ...hours.holidays.map(({ spans }, index) => ({ where: `holidays/${index}`, spans })),
  ];
  for (const { where, spans } of days) {
    const sorted = [...spans].sort((a, b) => minuteOf(a.from) - minuteOf(b.from));
    if (sorted.some((span) => minuteOf(span.to) <= minuteOf(span.from))) return { where, why: 'backwards' };
    if (sorted.some((span, index) => minuteOf(span.from) < minuteOf(sorted[index - 1]?.to ?? '00:00')))
      return { where, why: 'overlap' };
  }
  const double = hours.holidays.findIndex((one, index) =>
    hours.holidays.some((other, before) => before < index && other.date === one.date && other.yearly === one.yearly),
  );
  return double < 0 ? undefined : { where: `holidays/${double}`, why: 'same_day' };
}

// Moments by the wall are counted as if the zone were UTC: a number of milliseconds with the date and time one reads there.

function isOpenAt(hours: BusinessHours, wall: number): boolean {
  const minute = (wall - dayOf(wall)) / minuteMs;
  return spansOf(hours, dayOf(wall)).some((span) => minuteOf(span.from) <= minute && minute < minuteOf(span.to));
}

/** The spans of a day. A date of its own comes before one that returns every year. */
function spansOf(hours: BusinessHours, day: number): readonly Span[] {
  const date = new Date(day).toISOString().slice(0, 10);
  const holiday =
    hours.holidays.find((one) => !one.yearly && one.date === date) ??
    hours.holidays.find((one) => one.yearly && one.date.slice(5) === date.slice(5));
  const weekday = (new Date(day).getUTCDay() + 6) % 7;
  return holiday?.spans ?? hours.week[weekday] ?? [];
}

/** Every moment at which something may change on a day: ends of spans, midnight, and the jumps of the clock, in order. */
function momentsOf(hours: BusinessHours, timeZone: string, day: number): number[] {
  const walls = [
    day,
    ...spansOf(hours, day).flatMap((span) => [span.from, span.to].map((at) => day + minuteOf(at) * minuteMs)),
  ];
  const before = offsetAt(timeZone, day - dayMs);
  const after = offsetAt(timeZone, day + 2 * dayMs);
  const moments = walls.flatMap((wall) => [wall - before, wall - after]);
  if (before !== after) {
    const jump = jumpBetween(timeZone, day - dayMs, day + 2 * dayMs);
    if (dayOf(wallOf(timeZone, jump)) === day) moments.push(jump);
  }
  return [...new Set(moments)].sort((a, b) => a - b);
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const dayOf = (wall: number) => Math.floor(wall / dayMs) * dayMs;
const offsetAt = (timeZone: string, moment: number) => wallOf(timeZone, moment) - moment;

/** The moment between two at which the zone's offset changes. */
function jumpBetween(timeZone: string, from: number, to: number): number {
  const old = offsetAt(timeZone, from);
  let [low, high] = [from, to];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(timeZone, middle) === old) low = middle;
    else high = middle;
  }
  return high;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall of a zone shows at a moment. */
function wallOf(timeZone: string, moment: number): number {
  const format = formats.get(timeZone) ?? makeFormat(timeZone);
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(moment)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((moment % 1000) + 1000) % 1000);
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
