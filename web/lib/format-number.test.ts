import { expect, test } from 'vitest';
import { formatNumber } from './format-number.ts';

test.each([
  ['+14155550100', 'US', '(415) 555-0100'],
  ['+14155550100', 'CA', '(415) 555-0100'],
  ['+14155550100', 'ES', '+1 415 555 0100'],
  ['+34612345678', 'US', '+34 612 345 678'],
  ['+447700900123', 'US', '+44 770 090 0123'],
  ['+353861234567', 'US', '+353 861 234 567'],
  ['•••• 0100', 'US', '•••• 0100'],
])('%s is written for %s as %s', (number, region, text) => {
  expect(formatNumber(number, region)).toBe(text);
});
