import { expect, test } from 'vitest';
import { usualTimes, wallWords } from './schedule-times.ts';

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
