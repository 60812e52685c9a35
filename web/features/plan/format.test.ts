import { expect, test } from 'vitest';
import { calendarDay, dayOfCycle, moneyIn, shortDay } from './format.ts';

test('a day of the calendar is the same day wherever it is read; Spanish begins with the day', () => {
  expect(calendarDay('2026-11-01', 'en')).toBe('11/01/2026');
  expect(calendarDay('2026-11-01', 'es')).toBe('01/11/2026');
});

test('the day of a moment is that of the zone', () => {
  const at = '2026-11-02T03:00:00.000Z';
  expect(shortDay(at, 'en', 'America/New_York')).toBe('11/01/2026');
  expect(shortDay(at, 'en', 'Asia/Tokyo')).toBe('11/02/2026');
});

test('the days of a cycle are counted over the end of a month and a clock change', () => {
  expect([0, 1, 30].map((place) => dayOfCycle('2026-10-31', place, 'en'))).toEqual(['Oct 31', 'Nov 1', 'Nov 30']);
});

test('prices in a list drop their cents only where there are none', () => {
  const { short, exact } = moneyIn('en');
  expect([short(1900), short(1950), exact(1900), exact(-950)]).toEqual(['$19', '$19.50', '$19.00', '-$9.50']);
});
