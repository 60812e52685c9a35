import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BusinessHours, faultOf, isOpen, nextChange, type Span } from './business-hours.ts';

const nine = { from: '09:00', to: '17:00' };
const weekdays: BusinessHours = { week: [[nine], [nine], [nine], [nine], [nine], [], []], holidays: [] };
const newYork = 'America/New_York';
const every = (spans: Span[]): BusinessHours => ({ week: Array.from({ length: 7 }, () => spans), holidays: [] });
const next = (hours: BusinessHours, zone: string, at: string) => nextChange(hours, zone, new Date(at))?.toISOString();

test.each([
  ['2026-11-23T13:59:59.999Z', false],
  ['2026-11-23T14:00:00.000Z', true],
  ['2026-11-23T21:59:59.999Z', true],
  ['2026-11-23T22:00:00.000Z', false],
  ['2026-11-21T15:00:00.000Z', false],
  ['2026-07-06T13:00:00.000Z', true],
])('in New York, nine to five on weekdays, at %s it is open: %s', (at, open) => {
  expect(isOpen(weekdays, newYork, new Date(at))).toBe(open);
});

test('no hours are hours without an end', () => {
  expect([isOpen(null, newYork, new Date()), nextChange(null, newYork, new Date())]).toEqual([true, null]);
});

test('a lunch break closes, and midnight at the end of a day runs into the next', () => {
  const lunch = every([
    { from: '08:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ]);
  expect(next(lunch, 'UTC', '2026-11-23T10:00:00Z')).toBe('2026-11-23T12:00:00.000Z');
  expect(next(lunch, 'UTC', '2026-11-23T12:00:00Z')).toBe('2026-11-23T13:00:00.000Z');
  const night = every([
    { from: '00:00', to: '02:00' },
    { from: '22:00', to: '24:00' },
  ]);
  expect(next(night, 'UTC', '2026-11-23T23:00:00Z')).toBe('2026-11-24T02:00:00.000Z');
  expect(nextChange(every([{ from: '00:00', to: '24:00' }]), newYork, new Date())).toBeNull();
  expect(nextChange(every([]), newYork, new Date())).toBeNull();
});

test('a holiday has its own hours; a date of its own comes before one of every year', () => {
  const hours = {
    ...weekdays,
    holidays: [
      { date: '2024-12-25', name: 'Christmas', yearly: true, spans: [] },
      { date: '2026-12-25', name: 'Christmas, open this once', yearly: false, spans: [{ from: '10:00', to: '12:00' }] },
      { date: '2026-12-24', name: 'Christmas Eve', yearly: false, spans: [{ from: '09:00', to: '13:00' }] },
    ],
  };
  expect(isOpen(hours, 'UTC', new Date('2025-12-25T10:30:00Z'))).toBe(false);
  expect(isOpen(hours, 'UTC', new Date('2026-12-25T10:30:00Z'))).toBe(true);
  expect(next(hours, 'UTC', '2026-12-24T10:00:00Z')).toBe('2026-12-24T13:00:00.000Z');
  expect(next(hours, 'UTC', '2025-12-24T18:00:00Z')).toBe('2025-12-26T09:00:00.000Z');
});

test('the clock that jumps ahead closes a span it jumps out of, and opens one it jumps into', () => {
  // In New York on 8 March 2026, 02:00 is followed by 03:00 (07:00 UTC).
  expect(next(every([{ from: '01:00', to: '02:30' }]), newYork, '2026-03-08T06:30:00Z')).toBe(
    '2026-03-08T07:00:00.000Z',
  );
  expect(next(every([{ from: '02:30', to: '04:00' }]), newYork, '2026-03-08T06:30:00Z')).toBe(
    '2026-03-08T07:00:00.000Z',
  );
  expect(next(every([{ from: '02:10', to: '02:50' }]), newYork, '2026-03-08T06:30:00Z')).toBe(
    '2026-03-09T06:10:00.000Z',
  );
});

test('the clock that is put back opens a span again', () => {
  // On 1 November 2026, 02:00 is followed by 01:00 (06:00 UTC).
  const hours = every([{ from: '01:00', to: '01:30' }]);
  expect(next(hours, newYork, '2026-11-01T05:10:00Z')).toBe('2026-11-01T05:30:00.000Z');
  expect(next(hours, newYork, '2026-11-01T05:30:00Z')).toBe('2026-11-01T06:00:00.000Z');
  expect(next(hours, newYork, '2026-11-01T06:00:00Z')).toBe('2026-11-01T06:30:00.000Z');
});

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
  .map((quarters) => quarters.sort((a, b) => a - b).map((quarter) => quarter * 15))
  .map((minutes) =>
    Array.from({ length: Math.floor(minutes.length / 2) }, (_, index) => ({
      from: time(minutes[2 * index] ?? 0),
      to: time(minutes[2 * index + 1] ?? 0),
    })),
  );
const zone = fc.constantFrom(
  newYork,
  'UTC',
  'Europe/Dublin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Santiago',
  'Africa/Cairo',
);
// Days around the changes of the clock in those zones, and any others.
const moment = fc.oneof(
  fc.constantFrom(
    '2026-03-08',
    '2026-11-01',
    '2026-03-29',
    '2026-10-25',
    '2026-04-05',
    '2026-10-04',
    '2026-09-06',
    '2026-04-24',
    '2026-10-29',
  ),
  fc
    .date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
);

test('what comes next is the first minute at which it is otherwise: nothing in between is missed', () => {
  fc.assert(
    fc.property(
      fc.array(spans, { minLength: 7, maxLength: 7 }),
      zone,
      moment,
      fc.integer({ min: 0, max: 95 }),
      (week, timeZone, day, quarter) => {
        const hours: BusinessHours = {
          week,
          holidays: [{ date: '2026-03-29', name: 'A day', yearly: true, spans: [] }],
        };
        const at = new Date(new Date(day).getTime() + quarter * 900_000);
        const now = isOpen(hours, timeZone, at);
        const found = nextChange(hours, timeZone, at);
        const end = Math.min(found?.getTime() ?? Infinity, at.getTime() + 3 * 86_400_000);
        // Every end in these hours and zones is on a quarter of an hour.
        for (let step = at.getTime(); step < end; step += 900_000)
          expect(isOpen(hours, timeZone, new Date(step))).toBe(now);
        if (found !== null) {
          expect(found.getTime()).toBeGreaterThan(at.getTime());
          expect(isOpen(hours, timeZone, found)).toBe(!now);
          expect(isOpen(hours, timeZone, new Date(found.getTime() - 1))).toBe(now);
        }
        expect(faultOf(hours)).toBeUndefined();
      },
    ),
    { numRuns: 150 },
  );
});

test.each([
  [every([{ from: '10:00', to: '09:00' }]), { where: 'week/0', why: 'backwards' }],
  [
    every([
      { from: '09:00', to: '12:00' },
      { from: '11:00', to: '13:00' },
    ]),
    { where: 'week/0', why: 'overlap' },
  ],
  [
    { ...weekdays, holidays: [0, 1].map(() => ({ date: '2026-12-25', name: 'Twice', yearly: true, spans: [] })) },
    { where: 'holidays/1', why: 'same_day' },
  ],
] as const)('hours that contradict themselves are told where', (hours, fault) => {
  expect(faultOf(hours as BusinessHours)).toEqual(fault);
});
