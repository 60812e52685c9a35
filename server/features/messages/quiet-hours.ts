import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
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

// Countries with one zone, or whose zones are close; of others nothing is known but the sender's own clock.
const zonesOfCountry: Readonly<Record<string, readonly string[]>> = {
  GB: ['Europe/London'],
  IE: ['Europe/Dublin'],
  FR: ['Europe/Paris'],
  DE: ['Europe/Berlin'],
  ES: ['Europe/Madrid', 'Atlantic/Canary'],
  PT: ['Europe/Lisbon', 'Atlantic/Azores'],
  IT: ['Europe/Rome'],
  NL: ['Europe/Amsterdam'],
  BE: ['Europe/Brussels'],
  CH: ['Europe/Zurich'],
  AT: ['Europe/Vienna'],
  SE: ['Europe/Stockholm'],
  NO: ['Europe/Oslo'],
  DK: ['Europe/Copenhagen'],
  FI: ['Europe/Helsinki'],
  PL: ['Europe/Warsaw'],
  AU: ['Australia/Sydney', 'Australia/Adelaide', 'Australia/Perth'],
  NZ: ['Pacific/Auckland'],
  IN: ['Asia/Kolkata'],
  JP: ['Asia/Tokyo'],
  SG: ['Asia/Singapore'],
  MX: ['America/Mexico_City', 'America/Tijuana', 'America/Cancun'],
  BR: ['America/Sao_Paulo', 'America/Manaus'],
};

const hourMs = 3_600_000;

/**
 * When a text to many may go to a number: now (null), or the moment at which it is day in every zone the number may lie in,
 * the strictest rule of its state taken. `fallbackZone` is the sender's, for numbers whose place is not known.
 */
export function notBeforeFor(number: string, at: Date, fallbackZone: string): Date | null {
  const area = areaOf(number);
  const zones = area?.zones ?? zonesOfCountry[countryOf(number) ?? ''] ?? [fallbackZone];
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

const countryOf = (number: string) => parsePhoneNumberFromString(number)?.country;

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
