import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { expect, test } from 'vitest';
import { areaCodes } from './area-codes.ts';
import { numberIn } from './numbering.ts';
import { drawHandset, drawOffers } from './offers.ts';

const nobody = () => false;
const places = Object.entries(areaCodes).flatMap(([country, codes]) =>
  Object.keys(codes).map((code) => [country, code] as const),
);

test.each(places)('numbers on offer in %s %s are valid, of that country, and cost nobody extra', (country, code) => {
  const offers = drawOffers(country, code, 20, nobody);
  expect(offers).toHaveLength(20);
  for (const { number } of offers) {
    const parsed = parsePhoneNumberFromString(number);
    expect([number, parsed?.isValid(), parsed?.country]).toEqual([number, true, country]);
    expect(['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE']).toContain(parsed?.getType());
  }
});

test('numbers that people write in examples are never on offer', () => {
  for (const { number } of drawOffers('US', '415', 2000, nobody)) expect(number).not.toMatch(/^\+141555501/);
});

test.each(['900', '911', '800', '000', '416', 'abc', '4155550100'])('area code %s offers nothing in the US', (code) => {
  expect(drawOffers('US', code, 5, nobody)).toEqual([]);
});

test('a taken number is not offered again', () => {
  const [first] = drawOffers('US', '415', 1, nobody);
  const others = drawOffers('US', '415', 500, (number) => number === first?.number);
  expect(others.map((offer) => offer.number)).not.toContain(first?.number);
});

test('when all example numbers have an owner, a new handset still gets a valid number', () => {
  const number = drawHandset((candidate) => /55501\d\d$/.test(candidate));
  expect(numberIn(number)).toBe(number);
});

test.each(['911', '112', '+1911', '+19005550123', '+442071838750x12', 'abc', '', '+15551234567'])(
  '%s is not a telephone',
  (written) => {
    expect(numberIn(written)).toBeUndefined();
  },
);
test('a number may be written as people write it', () => {
  expect(numberIn(' (415) 555-0100 ')).toBe('+14155550100');
  expect(numberIn('+44 7400 123456')).toBe('+447400123456');
});
