import { areaOf } from './area-codes.ts';

/** From which hour to which texts to many may arrive, by the recipient's clock, Sunday first. */
type Week = readonly (readonly [from: number, to: number])[];

const everyDay = (from: number, to: number): Week => Array.from({ length: 7 }, () => [from, to] as const);
const usual = everyDay(8, 21);

// States that are stricter than the rest. Data: when a law changes, a row does.
const strict: Readonly<Record<string, Week>> = {
  FL: everyDay(8, 20),
  OK: everyDay(8, 20),
  MD: everyDay(8, 20),
  MS: everyDay(8, 20),
  NJ: everyDay(8, 20),
  CT: everyDay(9, 20),
  TX: [[12, 21], ...everyDay(9, 21).slice(1)],
  RI: [[10, 17], ...everyDay(9, 18).slice(1, 6), [10, 17]],
};

// Calling codes of countries with one zone, or whose zones are close; of others nothing is known but the sender's own clock.
const zonesOfCallingCode: Readonly<Record<string, readonly string[]>> = {
  31: ['Europe/Amsterdam'],
  32: ['Europe/Brussels'],
  33: ['Europe/Paris'],
  34: ['Europe/Madrid', 'Atlantic/Canary'],
  351: ['Europe/Lisbon', 'Atlantic/Azores'],
  353: ['Europe/Dublin'],
  358: ['Europe/Helsinki'],
  39: ['Europe/Rome'],
  41: ['Europe/Zurich'],
  43: ['Europe/Vienna'],
  44: ['Europe/London'],
  45: ['Europe/Copenhagen'],
  46: ['Europe/Stockholm'],
  47: ['Europe/Oslo'],
  48: ['Europe/Warsaw'],
  49: ['Europe/Berlin'],
  52: ['America/Mexico_City', 'America/Tijuana', 'America/Cancun'],
  55: ['America/Sao_Paulo', 'America/Manaus'],
  61: ['Australia/Sydney', 'Australia/Adelaide', 'Australia/Perth'],
  64: ['Pacific/Auckland'],
  65: ['Asia/Singapore'],
  81: ['Asia/Tokyo'],
  91: ['Asia/Kolkata'],
};

/** By the code alone, which no other code begins with: numbers are not parsed, groups are large. */
const zonesAbroad = (number: string) =>
  zonesOfCallingCode[number.slice(1, 3)] ?? zonesOfCallingCode[number.slice(1, 4)];

const hourMs = 3_600_000;

/**
 * When a text to many may go to a number: now (null), or the moment at which it is day in every zone the number may lie in,
 * the strictest rule of its state taken. `fallbackZone` is the sender's, for numbers whose place is not known.
 */
export function notBeforeFor(number: string, at: Date, fallbackZone: string): Date | null {
  const area = areaOf(number);
  const zones = area?.zones ?? zonesAbroad(number) ?? [fallbackZone];
  const week = area?.country === 'US' ? (strict[area.state] ?? usual) : usual;
  const isDay = (moment: number) => zones.every((zone) => isWithin(week, zone, moment));
  if (isDay(at.getTime())) return null;
  // Rules begin on the hour, and some zones lie a quarter of an hour beside it.
  const step = hourMs / 4;
  for (let moment = Math.ceil((at.getTime() + 1) / step) * step, n = 0; n < 4 * 24 * 8; moment += step, n += 1)
    if (isDay(moment)) return new Date(moment);
  return null;
}

function isWithin(week: Week, zone: string, moment: number): boolean {
  const { day, hour } = wallOf(zone, moment);
  const [from, to] = week[day] ?? [8, 21];
  return from <= hour && hour < to;
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const formats = new Map<string, Intl.DateTimeFormat>();
// Many numbers share zones and moments: each pair is worked out once.
const walls = new Map<string, { day: number; hour: number }>();

function wallOf(zone: string, moment: number): { day: number; hour: number } {
  const key = `${zone} ${moment}`;
  const known = walls.get(key);
  if (known) return known;
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', weekday: 'short', hour: 'numeric' });
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const wall = { day: days.indexOf(parts['weekday'] ?? ''), hour: Number(parts['hour']) };
  if (walls.size > 5000) walls.clear();
  walls.set(key, wall);
  return wall;
}
