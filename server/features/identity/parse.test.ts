import { expect, test } from 'vitest';
import { hidden, parseEmail, parseName, parseNumber } from './parse.ts';

const us = { region: 'US', countries: ['US', 'CA'] };
const refusal = (code: string) => expect.objectContaining({ spec: expect.objectContaining({ code }) });

test.each([
  ['+1 415 555 2671', '+14155552671'],
  ['(415) 555-2671', '+14155552671'],
  ['415.555.2671', '+14155552671'],
  ['1-415-555-2671', '+14155552671'],
  ['４１５ ５５５ ２６７１', '+14155552671'],
  ['+1 604 555 2671', '+16045552671'],
])('the number %j is %s', (typed, number) => {
  expect(parseNumber(typed, us)).toBe(number);
});

test.each([
  ['7 digits', '555 2671', 'number_shape'],
  ['11 digits of no plan', '+1 415 555 26711', 'number_shape'],
  ['an area code that does not exist', '(111) 555-2671', 'number_shape'],
  ['nothing', '', 'number_shape'],
  ['words', 'call me', 'number_shape'],
  ['NUL', '\0', 'number_shape'],
  ['40 digits', '4'.repeat(40), 'number_shape'],
  ['a premium number', '+1 900 555 2671', 'number_premium'],
  ['a British premium number', '+44 909 879 0000', 'number_premium'],
  ['an emergency number', '911', 'number_emergency'],
  ['a European emergency number', '112', 'number_emergency'],
  ['an emergency number in signs', '9-1-1', 'number_emergency'],
  ['a crisis line', '988', 'number_emergency'],
  ['a mobile of a country texts are not sent to', '+44 7400 123456', 'number_country'],
  ['a toll-free number', '+1 800 555 2671', 'number_landline'],
])('a number of %s is refused with the reason', (_, typed, code) => {
  expect(() => parseNumber(typed, us)).toThrow(refusal(`identity.${code}`));
});

test('a landline is refused where the plan tells landlines from mobiles', () => {
  const rules = { region: 'GB', countries: ['GB'] };
  expect(() => parseNumber('+44 20 7946 0018', rules)).toThrow(refusal('identity.number_landline'));
  expect(parseNumber('07400 123456', rules)).toBe('+447400123456');
});

test.each([
  ['Ada Byron', 'Ada Byron'],
  ['  Ada \t  Byron ', 'Ada Byron'],
  ['<b>Ada</b>', '<b>Ada</b>'],
  ['José', 'José'],
  ['ندا', 'ندا'],
  ['👩‍🚀', '👩‍🚀'],
  ['a'.repeat(120), 'a'.repeat(120)],
  ['👩'.repeat(120), '👩'.repeat(120)],
])('%j is a name', (typed, name) => {
  expect(parseName(typed)).toBe(name);
});

test.each([
  ['0 characters', ''],
  ['only spaces', '    '],
  ['121 characters', 'a'.repeat(121)],
  ['NUL', 'Ada\0'],
  ['a control', 'Ada\u0007'],
  ['a turning mark', 'Ada \u202enoryB'],
  ['an isolate', 'Ada\u2066Byron'],
  ['a hidden mark', 'Ada\u200bByron'],
  ['joiners only', '\u200d\u200d'],
  ['half an emoji', 'Ada\ud83d'],
  ['a private sign', '\ue000'],
])('a name of %s is refused', (_, typed) => {
  expect(() => parseName(typed)).toThrow(refusal('identity.name_shape'));
});

test.each([
  [' Ada.Byron+lists@Example.COM ', 'ada.byron+lists@example.com'],
  ['ada@localhost', 'ada@localhost'],
  ["o'neil@example.ie", "o'neil@example.ie"],
  ['ada@bücher.example', 'ada@bücher.example'],
])('%j is an address', (typed, address) => {
  expect(parseEmail(typed)).toBe(address);
});

test.each([
  '',
  'ada',
  'ada@',
  '@example.com',
  'ada@@example.com',
  'ada byron@example.com',
  'ada@exa mple.com',
  'ada@example..com',
  '.ada@example.com',
  'ada.@example.com',
  'ada@-example.com',
  'ada@example.com\nbcc: all@example.com',
  'ada\0@example.com',
  '<ada@example.com>',
  'ada@example.com,bob@example.com',
  `${'a'.repeat(65)}@example.com`,
  `ada@${'a'.repeat(64)}.com`,
  `ada@${'abc.'.repeat(70)}com`,
  'a\u202eda@example.com',
])('%j is not an address', (typed) => {
  expect(() => parseEmail(typed)).toThrow(refusal('identity.email_shape'));
});

test('numbers and addresses are shown by their ends alone', () => {
  expect(hidden('+14155552671')).toBe('••• 2671');
  expect(hidden('ada.byron@example.com')).toBe('a•••@example.com');
});
