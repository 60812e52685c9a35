import { expect, test } from 'vitest';
import { instantOf, usualTimes, wallTime, wallWords } from './schedule-times.ts';

test('a moment is read off the wall of the zone', () => {
  const at = new Date('2026-03-08T09:30:00Z');
  expect(wallTime(at, 'America/New_York')).toBe('2026-03-08T05:30');
  expect(wallTime(at, 'Asia/Kolkata')).toBe('2026-03-08T15:00');
  expect(wallTime(new Date('2026-01-01T05:00:00Z'), 'America/New_York')).toBe('2026-01-01T00:00');
});

test('usual times are those of the zone, not of the machine', () => {
  // Wednesday evening in New York, Thursday already in UTC.
  const times = usualTimes(new Date('2026-11-26T02:47:10Z'), 'America/New_York');
  expect(times).toEqual({
    inAnHour: '2026-11-25T22:50',
    tomorrow: '2026-11-26T09:00',
    monday: '2026-11-30T09:00',
  });
});

test('on a Monday the next Monday is a week away', () => {
  expect(usualTimes(new Date('2026-11-30T12:00:00Z'), 'UTC').monday).toBe('2026-12-07T09:00');
});

test('a wall time is said as it stands', () => {
  expect(wallWords('2026-03-03T09:00', 'en-US')).toMatch(/Tue, Mar 3, 9:00\sAM/);
});

test('a wall time is the moment at which the zone shows it, before and after its clocks change', () => {
  expect(instantOf('2026-03-08T01:30', 'America/New_York').toISOString()).toBe('2026-03-08T06:30:00.000Z');
  expect(instantOf('2026-03-08T03:30', 'America/New_York').toISOString()).toBe('2026-03-08T07:30:00.000Z');
  expect(instantOf('2026-11-01T23:00', 'America/New_York').toISOString()).toBe('2026-11-02T04:00:00.000Z');
  expect(instantOf('2026-06-01T09:00', 'Asia/Kolkata').toISOString()).toBe('2026-06-01T03:30:00.000Z');
});
