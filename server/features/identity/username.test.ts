import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseUsername, skeletonOf } from './username.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789._-@+';
const usernames = fc.string({ unit: fc.constantFrom(...letters), minLength: 3, maxLength: 64 });
// Cyrillic, Greek and full-width letters that look like the Latin ones they stand beside.
const twins: Record<string, string> = {
  a: 'а',
  c: 'с',
  e: 'е',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
  i: 'і',
  s: 'ѕ',
  j: 'ј',
  d: 'ｄ',
  m: 'ｍ',
};

test('case makes no other username', () => {
  fc.assert(
    fc.property(usernames, fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }), (name, flips) => {
      const flipped = [...name].map((letter, at) => (flips[at] ? letter.toUpperCase() : letter)).join('');
      expect(skeletonOf(flipped)).toBe(skeletonOf(name));
    }),
    { numRuns: 500 },
  );
});

test('look-alike letters make no other username', () => {
  fc.assert(
    fc.property(usernames, fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }), (name, flips) => {
      const dressed = [...name].map((letter, at) => (flips[at] ? (twins[letter] ?? letter) : letter)).join('');
      expect(skeletonOf(dressed)).toBe(skeletonOf(name));
    }),
    { numRuns: 500 },
  );
});

test('levelling a name twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (name) => {
      expect(skeletonOf(skeletonOf(name))).toBe(skeletonOf(name));
    }),
    { numRuns: 500 },
  );
});

test('what is parsed parses again to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 70 }), (text) => {
      const once = parsed(text);
      if (once !== undefined) expect(parsed(once)).toBe(once);
    }),
    { numRuns: 500 },
  );
});

const parsed = (text: string) => {
  try {
    return parseUsername(text);
  } catch {
    return undefined;
  }
};

test.each([
  ['ada', 'ada'],
  ['  ada  ', 'ada'],
  ['Ada.Byron+1@home_x-y', 'Ada.Byron+1@home_x-y'],
  ['josé', 'josé'],
  ['ＡＤＡ', 'ADA'],
  ['a'.repeat(64), 'a'.repeat(64)],
])('%j is a username', (text, name) => {
  expect(parseUsername(text)).toBe(name);
});

test.each([
  ['too short', 'ab'],
  ['too long', 'a'.repeat(65)],
  ['empty', ''],
  ['only spaces', '     '],
  ['a space inside', 'ada byron'],
  ['markup', '<b>ada</b>'],
  ['a turning mark', 'ada\u202ebyron'],
  ['a hidden mark', 'ada\u200bbyron'],
  ['NUL', 'ada\0'],
  ['signs only', '...'],
  ['a slash', 'ada/byron'],
])('a username of %s is refused', (_, text) => {
  expect(() => parseUsername(text)).toThrow(
    expect.objectContaining({ spec: expect.objectContaining({ code: 'identity.username_shape' }) }),
  );
});

test.each(['admin', 'ADMIN', 'Support', 'trunkline', 'аdmin', 'adm1n'.replace('1', 'l')])('%j is reserved', (text) => {
  expect(() => parseUsername(text)).toThrow(
    expect.objectContaining({ spec: expect.objectContaining({ code: 'identity.username_reserved' }) }),
  );
});
