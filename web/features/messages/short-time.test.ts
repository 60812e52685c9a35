import { expect, test } from 'vitest';
import { dayIn, dayWords, shortTime } from './short-time.ts';

const now = new Date('2026-11-25T22:00:00Z');
const zone = 'America/New_York';
const words = { today: 'Today', yesterday: 'Yesterday' };

test('a list tells the time today, the weekday this week, else the date', () => {
  const say = (at: string) => shortTime(at, now, 'en', zone).replace(/\s/g, ' ');
  expect(say('2026-11-25T20:14:00Z')).toBe('3:14 PM');
  expect(say('2026-11-23T20:14:00Z')).toBe('Mon');
  expect(say('2026-11-03T20:14:00Z')).toBe('Nov 3');
  expect(say('2025-11-03T20:14:00Z')).toBe('Nov 3, 2025');
});

test('a day is that of the zone', () => {
  // Still the 24th in New York.
  expect(dayIn('2026-11-25T03:00:00Z', zone)).toBe('2026-11-24');
  expect(dayWords('2026-11-25T03:00:00Z', now, 'en', zone, words)).toBe('Yesterday');
  expect(dayWords('2026-11-25T18:00:00Z', now, 'en', zone, words)).toBe('Today');
  expect(dayWords('2026-11-03T18:00:00Z', now, 'en', zone, words)).toBe('Tuesday, November 3');
});
