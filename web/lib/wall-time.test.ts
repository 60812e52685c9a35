import { expect, test } from 'vitest';
import { instantOf, wallTime } from './wall-time.ts';

const moment = (wall: string, zone: string) => instantOf(wall, zone).toISOString();

test('a moment is read off the wall of the zone', () => {
  const at = new Date('2026-03-08T09:30:00Z');
  expect(wallTime(at, 'America/New_York')).toBe('2026-03-08T05:30');
  expect(wallTime(at, 'Asia/Kolkata')).toBe('2026-03-08T15:00');
  expect(wallTime(new Date('2026-01-01T05:00:00Z'), 'America/New_York')).toBe('2026-01-01T00:00');
});

test('a wall time is the moment at which the zone shows it, before and after its clocks change', () => {
  expect(moment('2026-03-08T01:30', 'America/New_York')).toBe('2026-03-08T06:30:00.000Z');
  expect(moment('2026-03-08T03:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  expect(moment('2026-11-01T00:30', 'America/New_York')).toBe('2026-11-01T04:30:00.000Z');
  expect(moment('2026-11-01T02:00', 'America/New_York')).toBe('2026-11-01T07:00:00.000Z');
  expect(moment('2026-11-01T23:00', 'America/New_York')).toBe('2026-11-02T04:00:00.000Z');
  expect(moment('2026-06-01T09:00', 'Asia/Kolkata')).toBe('2026-06-01T03:30:00.000Z');
  expect(moment('2026-06-01T09:00', 'Pacific/Kiritimati')).toBe('2026-05-31T19:00:00.000Z');
});

test('a wall time that is skipped is later by what was skipped, west and east of Greenwich', () => {
  expect(moment('2026-03-08T02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  expect(moment('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  // Half an hour is skipped there.
  expect(moment('2026-10-04T02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z');
});

test('a wall time that comes twice is its first, west and east of Greenwich', () => {
  expect(moment('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  expect(moment('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  expect(moment('2026-04-05T01:45', 'Australia/Lord_Howe')).toBe('2026-04-04T14:45:00.000Z');
});
