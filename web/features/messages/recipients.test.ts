import { expect, test } from 'vitest';
import { mayBeNumber, pastedParts, type Recipient, toOf, withRecipients } from './recipients.ts';

const number = (text: string): Recipient => ({ kind: 'number', number: text });

test('a number is named once, however it is written', () => {
  const all = withRecipients([number('+1 415 555 0100')], [number('+1 (415) 555-0100'), number('415-555-0199')]);
  expect(all).toEqual([number('+1 415 555 0100'), number('415-555-0199')]);
});

test('a contact and a group with the same id are two', () => {
  const contact: Recipient = { kind: 'contact', id: '1', name: 'Grace', number: '+14155550100' };
  const group: Recipient = { kind: 'group', id: '1', name: 'Crew', size: 3 };
  expect(toOf(withRecipients([contact], [group, contact]))).toEqual({ contacts: ['1'], numbers: [], groups: ['1'] });
});

test.each([
  ['+1 415 555 0100', true],
  ['(415) 555-0100', true],
  ['4155550100', true],
  ['415.555.0100', true],
  ['12', false],
  ['Grace', false],
  ['', false],
  ['555 CALL NOW', false],
])('%s may be a number: %s', (typed, may) => {
  expect(mayBeNumber(typed)).toBe(may);
});

test('many pasted at once come apart, whatever stands between them', () => {
  expect(pastedParts('+14155550100, (415) 555-0101;415.555.0102\n\n"4155550103"\t Grace Hopper ')).toEqual([
    '+14155550100',
    '(415) 555-0101',
    '415.555.0102',
    '4155550103',
    'Grace Hopper',
  ]);
});
