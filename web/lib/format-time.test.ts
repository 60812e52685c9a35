import { expect, test } from 'vitest';
import { clock, exactTime, relativeTime, span } from './format-time.ts';

const now = new Date('2026-11-24T12:00:00.000Z');

test('times are told from now, in the language of the line', () => {
  expect(relativeTime('2026-11-24T11:57:00.000Z', now, 'en')).toBe('3 minutes ago');
  expect(relativeTime('2026-11-29T12:00:00.000Z', now, 'en')).toBe('in 5 days');
  expect(relativeTime('2026-11-24T11:59:40.000Z', now, 'en')).toBe('just now');
  expect(relativeTime('2026-11-23T12:00:00.000Z', now, 'es')).toBe('ayer');
});

test('the exact time is told in the zone of the line', () => {
  expect(exactTime('2026-11-24T12:00:00.000Z', 'en', 'America/Los_Angeles')).toBe(
    'Tuesday, November 24, 2026 at 4:00 AM PST',
  );
});

test('a countdown never goes below zero and shows the second that is running', () => {
  expect([clock(84), clock(23.2), clock(0), clock(-5)]).toEqual(['1:24', '0:24', '0:00', '0:00']);
});

test('a span is told in the unit a person would choose', () => {
  expect([span(30, 'en'), span(90, 'en'), span(1, 'en'), span(80_000, 'en'), span(400_000, 'es')]).toEqual([
    '30 seconds',
    '2 minutes',
    '1 second',
    '23 hours',
    '5 días',
  ]);
});
