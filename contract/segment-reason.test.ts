import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reasonOf } from './segment-reason.ts';
import { measure, segmentsOf } from './segments.ts';
import { straightened } from './straightened.ts';

test('one segment needs no reason', () => {
  expect(reasonOf('Hello')).toBeNull();
  expect(reasonOf('It’s 5')).toBeNull();
});

test('one curly quote is named with its place, and what straightening saves', () => {
  const text = `It’s ${'a'.repeat(100)}`;
  expect(reasonOf(text)).toEqual({
    kind: 'wide',
    segments: 2,
    characters: [{ character: '’', oddity: 'quote', positions: [2] }],
    straight: { text: `It's ${'a'.repeat(100)}`, segments: 1 },
  });
});

test('each character is named once, with all its places', () => {
  const reason = reasonOf(`“a” – “b” … 😀${'x'.repeat(80)}`);
  expect(reason).toMatchObject({
    kind: 'wide',
    characters: [
      { character: '“', oddity: 'quote', positions: [0, 6] },
      { character: '”', oddity: 'quote', positions: [2, 8] },
      { character: '–', oddity: 'dash', positions: [4] },
      { character: '…', oddity: 'ellipsis', positions: [10] },
      { character: '😀', oddity: 'emoji', positions: [12] },
    ],
    // The emoji keeps the text wide, so straightening saves nothing.
    straight: null,
  });
});

test('a family of emoji is one character', () => {
  expect(reasonOf(`👨‍👩‍👧‍👦${'x'.repeat(70)}`)).toMatchObject({
    characters: [{ character: '👨‍👩‍👧‍👦', oddity: 'emoji', positions: [0] }],
  });
});

test('letters of other alphabets are letters, and stay', () => {
  expect(reasonOf(`niño, mañana, así${'x'.repeat(100)}`)).toMatchObject({
    characters: [{ character: 'í', oddity: 'letter', positions: [16] }],
    straight: null,
  });
});

test('characters that count twice are the reason only where they make a difference', () => {
  expect(reasonOf(`€${'x'.repeat(159)}`)).toEqual({
    kind: 'double',
    segments: 2,
    characters: [{ character: '€', oddity: 'symbol', positions: [0] }],
  });
  expect(reasonOf(`€${'x'.repeat(200)}`)).toEqual({ kind: 'long', segments: 2 });
});

test('a long text is long, with line breaks of Windows too', () => {
  expect(reasonOf('x'.repeat(161))).toEqual({ kind: 'long', segments: 2 });
  expect(reasonOf('x\r\n'.repeat(60))).toEqual({ kind: 'long', segments: 2 });
});

test('wide characters that cost nothing are not blamed', () => {
  expect(reasonOf(`😀${'x'.repeat(300)}`)).toMatchObject({ kind: 'wide' });
  expect(reasonOf(`я${'x'.repeat(69)}`)).toBeNull();
});

test.each([
  ['‘single’ “double” «angle»', '\'single\' "double" "angle"'],
  ['one – two — three…', 'one - two - three...'],
  ['a\u00a0b\u2009c\td', 'a b c d'],
  ['zero\u200bwidth\ufeff', 'zerowidth'],
  ['cafe\u0301', 'café'],
  ['ＯＫ！', 'ＯＫ!'],
])('straightens %s', (from, to) => {
  expect(straightened(from)).toBe(to);
});

test('accents, emoji and right-to-left texts stay as they are', () => {
  for (const text of ['¿Qué tal, señor?', 'così è', '👨‍👩‍👧‍👦 ❤️', 'שלום \u200fעולם', 'Ελλάδα'])
    expect(straightened(text)).toBe(text);
});

test('straightening twice is straightening once, and whatever is offered saves segments', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const once = straightened(text);
      expect(straightened(once)).toBe(once);
      const reason = reasonOf(text);
      if (reason?.kind === 'wide' && reason.straight !== null)
        expect(segmentsOf(reason.straight.text)).toBeLessThan(measure(text).segments);
    }),
  );
});
