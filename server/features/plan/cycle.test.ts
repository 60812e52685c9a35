import fc from 'fast-check';
import { expect, test } from 'vitest';
import { days, hours } from '#server/platform/clock.ts';
import { anchorOf, beginOfDay, cycleAt, dayOf, placeOfDay } from './cycle.ts';
import { cycleDue, type NumberedCycle } from './open-cycle.ts';

const zones = [
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Europe/London',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Africa/Cairo',
  'UTC',
];
const zone = fc.constantFrom(...zones);
const anchor = fc.integer({ min: 1, max: 31 });
const moment = fc.date({
  min: new Date('1999-12-30T00:00:00Z'),
  max: new Date('2061-01-02T00:00:00Z'),
  noInvalidDate: true,
});

test.each([
  ['an ordinary month', '2026-03-15T12:00:00Z', 10, 'America/New_York', '2026-03-10', '2026-04-10'],
  ['the day before it renews', '2026-03-09T12:00:00Z', 10, 'America/New_York', '2026-02-10', '2026-03-10'],
  ['the last second before it renews', '2026-03-10T03:59:59Z', 10, 'America/New_York', '2026-02-10', '2026-03-10'],
  ['the moment it renews, in summer time', '2026-03-10T04:00:00Z', 10, 'America/New_York', '2026-03-10', '2026-04-10'],
  ['the 31st in a month of 30 days', '2026-04-30T12:00:00Z', 31, 'America/New_York', '2026-04-30', '2026-05-31'],
  ['the 31st in February', '2026-02-27T12:00:00Z', 31, 'UTC', '2026-01-31', '2026-02-28'],
  ['the 29th in February of a leap year', '2028-02-29T00:00:00Z', 29, 'UTC', '2028-02-29', '2028-03-29'],
  ['the 29th in February of another', '2027-02-28T00:00:00Z', 29, 'UTC', '2027-02-28', '2027-03-29'],
  ['the 30th over a leap day', '2028-02-28T23:59:59Z', 30, 'UTC', '2028-01-30', '2028-02-29'],
  ['the turn of the year', '2026-12-31T23:00:00Z', 1, 'Europe/London', '2026-12-01', '2027-01-01'],
  // The clocks of São Paulo skipped midnight on 4 November 2018.
  ['a day without a midnight', '2018-11-04T03:00:00Z', 4, 'America/Sao_Paulo', '2018-11-04', '2018-12-04'],
])('%s', (_, at, anchorDay, timeZone, startsOn, endsOn) => {
  expect(cycleAt(new Date(at), anchorDay, timeZone)).toMatchObject({ startsOn, endsOn });
});

test('a cycle over a change of the clocks is an hour shorter or longer', () => {
  const spring = cycleAt(new Date('2026-03-05T12:00:00Z'), 1, 'America/New_York');
  expect(spring.endsAt.getTime() - spring.startsAt.getTime()).toBe(days(31) - hours(1));
  const autumn = cycleAt(new Date('2026-11-05T12:00:00Z'), 1, 'America/New_York');
  expect(autumn.endsAt.getTime() - autumn.startsAt.getTime()).toBe(days(30) + hours(1));
});

test('every moment lies in its cycle, and cycles follow one another without gap or overlap', () => {
  fc.assert(
    fc.property(moment, anchor, zone, (at, anchorDay, timeZone) => {
      const cycle = cycleAt(at, anchorDay, timeZone);
      expect(cycle.startsAt.getTime()).toBeLessThanOrEqual(at.getTime());
      expect(at.getTime()).toBeLessThan(cycle.endsAt.getTime());
      const next = cycleAt(cycle.endsAt, anchorDay, timeZone);
      expect([next.startsOn, next.startsAt]).toEqual([cycle.endsOn, cycle.endsAt]);
      const before = cycleAt(new Date(cycle.startsAt.getTime() - 1), anchorDay, timeZone);
      expect([before.endsOn, before.endsAt]).toEqual([cycle.startsOn, cycle.startsAt]);
    }),
    { numRuns: 500 },
  );
});

test('it renews on its day, or on the last day of months that are shorter', () => {
  fc.assert(
    fc.property(moment, anchor, zone, (at, anchorDay, timeZone) => {
      const { startsOn } = cycleAt(at, anchorDay, timeZone);
      const [year = 0, month = 0, day = 0] = startsOn.split('-').map(Number);
      const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
      expect(day).toBe(Math.min(anchorDay, last));
    }),
    { numRuns: 500 },
  );
});

test('days have places from 1 to the last day, in order, and what lies outside counts on the nearest', () => {
  fc.assert(
    fc.property(moment, anchor, zone, fc.integer({ min: -40, max: 40 }), (at, anchorDay, timeZone, away) => {
      const cycle = cycleAt(at, anchorDay, timeZone);
      const place = placeOfDay(dayOf(at, timeZone), cycle);
      expect(placeOfDay(cycle.startsOn, cycle)).toBe(1);
      expect(beginOfDay(dayOf(at, timeZone), timeZone).getTime()).toBeLessThanOrEqual(at.getTime());
      const other = placeOfDay(dayOf(new Date(at.getTime() + days(away)), timeZone), cycle);
      expect(other).toBeGreaterThanOrEqual(1);
      expect(other).toBeLessThanOrEqual(31);
      expect(Math.sign(other - place)).toSatisfy((sign: number) => sign === 0 || sign === Math.sign(away));
    }),
    { numRuns: 500 },
  );
});

test('whatever the clock and the moves of a company do, its cycles follow one another and never go back', () => {
  const step = fc.record({ ms: fc.integer({ min: -days(70), max: days(70) }), timeZone: zone });
  fc.assert(
    fc.property(moment, zone, fc.array(step, { maxLength: 30 }), (madeAt, home, steps) => {
      let open: NumberedCycle | null = null;
      let at = madeAt.getTime();
      for (const { ms, timeZone } of [{ ms: 0, timeZone: home }, ...steps]) {
        at = Math.max(at + ms, madeAt.getTime() - days(400));
        const due: NumberedCycle = cycleDue({ madeAt, timeZone, open }, new Date(at));
        expect(due.startsAt.getTime()).toBeLessThan(due.endsAt.getTime());
        expect(at).toBeLessThan(due.endsAt.getTime());
        expect(due.timeZone).toBe(timeZone);
        if (open) {
          expect(due.anchorDay).toBe(open.anchorDay);
          if (due.number === open.number) expect([due.startsOn, due.endsOn]).toEqual([open.startsOn, open.endsOn]);
          else {
            expect(due.number).toBe(open.number + 1);
            expect(due.startsOn >= open.endsOn).toBe(true);
          }
        }
        open = due;
      }
    }),
    { numRuns: 300 },
  );
});

test('a company made on the 31st in its own time zone renews on the 31st', () => {
  expect(anchorOf(new Date('2026-02-01T03:00:00Z'), 'America/New_York')).toBe(31);
});
