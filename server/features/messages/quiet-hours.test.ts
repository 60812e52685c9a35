import { expect, test } from 'vitest';
import { areaOf } from './area-codes.ts';
import { notBeforeFor } from './quiet-hours.ts';

const at = (text: string) => new Date(text);

test.each([
  ['New York at nine in the morning', '+12125550123', '2026-03-02T14:00:00Z', null],
  ['New York at seven', '+12125550123', '2026-03-02T12:00:00Z', '2026-03-02T13:00:00.000Z'],
  ['San Francisco at nine in the evening', '+14155550123', '2026-03-03T05:00:00Z', '2026-03-03T16:00:00.000Z'],
  [
    'Florida at half past eight in the evening, where the day ends at eight',
    '+13055550123',
    '2026-03-03T01:30:00Z',
    '2026-03-03T13:00:00.000Z',
  ],
  [
    'a part of Florida in two zones, where it is seven in one of them',
    '+18505550123',
    '2026-03-02T13:00:00Z',
    '2026-03-02T14:00:00.000Z',
  ],
  ['Texas on a Sunday morning', '+12145550123', '2026-03-01T16:00:00Z', '2026-03-01T18:00:00.000Z'],
  ['Rhode Island on a Saturday evening', '+14015550123', '2026-03-07T22:30:00Z', '2026-03-08T14:00:00.000Z'],
  ['the night in which New York loses an hour', '+12125550123', '2026-03-08T06:30:00Z', '2026-03-08T12:00:00.000Z'],
  ['Newfoundland, half an hour beside the others', '+17095550123', '2026-03-02T11:00:00Z', '2026-03-02T11:30:00.000Z'],
  ['London', '+447400123456', '2026-03-02T07:00:00Z', '2026-03-02T08:00:00.000Z'],
  [
    'a country nothing is known of, by the sender’s clock',
    '+2348031234567',
    '2026-03-02T12:00:00Z',
    '2026-03-02T13:00:00.000Z',
  ],
])('%s', (_, number, now, until) => {
  expect(notBeforeFor(number, at(now), 'America/New_York')?.toISOString() ?? null).toBe(until);
});

test('area codes are told by country, and one that is none is unknown', () => {
  expect([
    areaOf('+14155550123')?.state,
    areaOf('+14165550123')?.country,
    areaOf('+15555550123'),
    areaOf('+442079460000'),
  ]).toEqual(['CA', 'CA', undefined, undefined]);
});
