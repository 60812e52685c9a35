import { expect, test } from 'vitest';
import { codeInText } from './code-in-text.ts';

test.each([
  ['492013', '492013'],
  ['  492013\n', '492013'],
  ['492 013', '492013'],
  ['492-013', '492013'],
  ['Your Trunkline code is 492013. It is good for 10 minutes.\n@lines.example.com #492013', '492013'],
  ['Trunkline: 492013 proves your number +14155550100.', '492013'],
  ['4 9 2 0 1 3', '492013'],
])('a pasted code is found: %s', (text, code) => {
  expect(codeInText(text)).toBe(code);
});

test.each(['', '12345', 'call +14155550100', 'order 1234567'])('no code is made up from other numbers: %s', (text) => {
  expect(codeInText(text)).toBeUndefined();
});
