import { expect, test } from 'vitest';
import { isEmergencyNumber } from './emergency-numbers.ts';

test.each([
  '911',
  '9-1-1',
  ' 9 1 1 ',
  '(911)',
  '９１１',
  '٩١١',
  '९११',
  '+1911',
  '+1 911',
  '1911',
  'tel:911',
  '911#',
  '112',
  '+112',
  '1-1-2',
  '0112',
  '999',
  '+44 999',
  '0044999',
  '011 44 999',
  '000',
  '+61000',
  '118',
  '+49 110',
  '988',
])('%s is an emergency number everywhere', (text) => {
  for (const region of ['US', 'GB', 'DE', 'XX']) expect(isEmergencyNumber(text, region)).toBe(true);
});

test.each([
  ['FR', '15'],
  ['FR', '+33 17'],
  ['ES', '061'],
  ['ZA', '10 111'],
  ['NZ', '111'],
  ['SG', '995'],
  ['BR', '190'],
  ['IN', '108'],
  ['PL', '997'],
])('in %s %s is one, and nowhere else', (region, text) => {
  expect(isEmergencyNumber(text, region)).toBe(true);
  expect(isEmergencyNumber(text, 'US')).toBe(false);
});

test.each([
  '+14155550911',
  '(212) 555-0112',
  '+442079460999',
  '+4930110112',
  '911911',
  '812 112',
  '+376 812112',
  '9',
  '',
  'hello',
  '+1 800 911 0000',
])('%j is none', (text) => {
  for (const region of ['US', 'GB', 'DE']) expect(isEmergencyNumber(text, region)).toBe(false);
});
