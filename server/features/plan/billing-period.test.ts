import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodAt } from './billing-period.ts';

const at = (text: string, timeZone = 'America/New_York', interval: 'month' | 'year' = 'month') => ({
  at: new Date(text),
  timeZone,
  interval,
});
const ends = (anchor: ReturnType<typeof at>, count: number) =>
  Array.from({ length: count }, (_, n) => periodAt(anchor, n).end.toISOString());

test('a period that began on the 31st ends on the last day of short months and on the 31st of long ones', () => {
  expect(ends(at('2027-01-31T15:00:00Z'), 4)).toEqual([
    '2027-02-28T15:00:00.000Z',
    '2027-03-31T14:00:00.000Z',
    '2027-04-30T14:00:00.000Z',
    '2027-05-31T14:00:00.000Z',
  ]);
});

test('a year that began on a leap day ends on February 28, and on the 29th again when there is one', () => {
  expect(ends(at('2028-02-29T12:00:00Z', 'UTC', 'year'), 4)).toEqual([
    '2029-02-28T12:00:00.000Z',
    '2030-02-28T12:00:00.000Z',
    '2031-02-28T12:00:00.000Z',
    '2032-02-29T12:00:00.000Z',
  ]);
});

test('a time that a clock change skips or doubles still parts the periods once', () => {
  // 02:30 does not exist on March 14, 2027 in New York.
  expect(ends(at('2027-02-14T07:30:00Z'), 2)).toEqual(['2027-03-14T07:30:00.000Z', '2027-04-14T06:30:00.000Z']);
});

test('periods follow one another without a gap, and each is about as long as it says', () => {
  const zones = [
    'America/New_York',
    'America/Los_Angeles',
    'Pacific/Apia',
    'Europe/London',
    'Australia/Lord_Howe',
    'UTC',
  ];
  const moment = fc.date({ min: new Date('2024-01-01'), max: new Date('2031-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(
      moment,
      fc.constantFrom(...zones),
      fc.constantFrom('month' as const, 'year' as const),
      fc.integer({ min: 0, max: 60 }),
      (start, timeZone, interval, n) => {
        const anchor = { at: start, timeZone, interval };
        const [one, next] = [periodAt(anchor, n), periodAt(anchor, n + 1)];
        expect(one.end).toEqual(next.start);
        const length = (one.end.getTime() - one.start.getTime()) / 86_400_000;
        const [least, most] = interval === 'month' ? [27.9, 31.1] : [364.9, 366.1];
        expect(length).toBeGreaterThan(least);
        expect(length).toBeLessThan(most);
        expect(periodAt(anchor, 0).start).toEqual(start);
      },
    ),
  );
});
