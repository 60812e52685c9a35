import { expect, test } from 'vitest';
import { segmentsOf } from './segments.ts';

test.each([
  ['an empty text', '', 'GSM-7', 1],
  ['160 plain letters', 'a'.repeat(160), 'GSM-7', 1],
  ['161 plain letters', 'a'.repeat(161), 'GSM-7', 2],
  ['two full parts', 'a'.repeat(306), 'GSM-7', 2],
  ['one letter more', 'a'.repeat(307), 'GSM-7', 3],
  ['every character that takes one unit', 'é@£ÄñΩ\n', 'GSM-7', 1],
  ['80 euro signs, two units each', '€'.repeat(80), 'GSM-7', 1],
  ['81 euro signs', '€'.repeat(81), 'GSM-7', 2],
  // 153 is odd: each part of euro signs holds 76, and 153 of them need a third part that units alone would not.
  ['153 euro signs, none cut in two', '€'.repeat(153), 'GSM-7', 3],
  ['a curly quote makes all of it wide', `${'a'.repeat(70)}’`, 'UCS-2', 2],
  ['70 wide characters', 'я'.repeat(70), 'UCS-2', 1],
  ['71 wide characters', 'я'.repeat(71), 'UCS-2', 2],
  ['134 wide characters', 'я'.repeat(134), 'UCS-2', 2],
  ['135 wide characters', 'я'.repeat(135), 'UCS-2', 3],
  ['35 emoji of two units', '😀'.repeat(35), 'UCS-2', 1],
  // 67 is odd: 33 emoji a part, so 67 of them need three.
  ['67 emoji, none cut in two', '😀'.repeat(67), 'UCS-2', 3],
  ['ç is not in the alphabet, Ç is', 'ç', 'UCS-2', 1],
] as const)('%s', (_name, text, alphabet, count) => {
  expect(segmentsOf(text)).toEqual({ alphabet, count });
});
