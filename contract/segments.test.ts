import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { split } from 'split-sms';
import { describe, expect, test } from 'vitest';
import { measure, segmentsOf } from './segments.ts';

test.each([
  ['an empty text', '', 'GSM-7', 1, 0],
  ['160 plain letters', 'a'.repeat(160), 'GSM-7', 1, 160],
  ['161 plain letters', 'a'.repeat(161), 'GSM-7', 2, 161],
  ['two full segments', 'a'.repeat(306), 'GSM-7', 2, 306],
  ['one letter more', 'a'.repeat(307), 'GSM-7', 3, 307],
  ['80 euro signs, two units each', '€'.repeat(80), 'GSM-7', 1, 160],
  ['81 euro signs', '€'.repeat(81), 'GSM-7', 2, 162],
  // 153 is odd: each segment of euro signs holds 76, and 153 of them need a third that units alone would not.
  ['153 euro signs, none cut in two', '€'.repeat(153), 'GSM-7', 3, 306],
  ['one curly quote', `${'a'.repeat(70)}’`, 'UCS-2', 2, 71],
  ['70 wide characters', 'я'.repeat(70), 'UCS-2', 1, 70],
  ['71 wide characters', 'я'.repeat(71), 'UCS-2', 2, 71],
  ['135 wide characters', 'я'.repeat(135), 'UCS-2', 3, 135],
  ['35 emoji of two units', '😀'.repeat(35), 'UCS-2', 1, 70],
  // 67 is odd: 33 emoji a segment, so 67 of them need three.
  ['67 emoji, none cut in two', '😀'.repeat(67), 'UCS-2', 3, 134],
  ['a euro sign beside a wide character takes one unit', `я${'€'.repeat(69)}`, 'UCS-2', 1, 70],
  ['a tab, which GSM-7 lacks', '\t', 'UCS-2', 1, 1],
  ['NUL', '\0', 'UCS-2', 1, 1],
  ['right to left', 'שלום', 'UCS-2', 1, 4],
  ['1,600 letters', 'a'.repeat(1600), 'GSM-7', 11, 1600],
] as const)('%s', (_name, text, encoding, segments, units) => {
  expect(measure(text)).toMatchObject({ encoding, segments, units });
});

test.each([
  ['', 160],
  ['a'.repeat(159), 1],
  ['a'.repeat(160), 0],
  ['a'.repeat(161), 145],
  ['я', 69],
])('says how much more fits', (text, left) => {
  expect(measure(text).left).toBe(left);
});

test('a text never gets cheaper by growing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'grapheme' }), (text, more) => {
      expect(segmentsOf(text + more)).toBeGreaterThanOrEqual(segmentsOf(text));
    }),
  );
});

describe('the same count as two libraries nobody here wrote, on 20,000 random texts', () => {
  const gsm = '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà\n';
  const pick = (characters: string) => fc.constantFrom(...characters);
  // Most texts people write are one alphabet or nearly so; the mixtures put every kind at every edge of a segment.
  const text = fc.oneof(
    fc.string({ unit: pick(gsm), maxLength: 700 }),
    fc.string({ unit: fc.oneof({ weight: 4, arbitrary: pick(gsm) }, pick('^{}\\[~]|€')), maxLength: 700 }),
    fc.string({ unit: fc.oneof(pick(gsm), pick('€[]’“”—…çáíêабвгд日本語שלום')), maxLength: 400 }),
    fc.string({ unit: fc.oneof(pick(gsm), pick('😀🎉🚀𝒳👍🦊')), maxLength: 300 }),
  );

  test('sms-segments-calculator', () => {
    fc.assert(
      fc.property(text, (one) => {
        const theirs = new SegmentedMessage(one);
        expect([one, measure(one).encoding, segmentsOf(one)]).toEqual([
          one,
          theirs.getEncodingName(),
          theirs.segmentsCount,
        ]);
      }),
      { numRuns: 20_000 },
    );
  }, 300_000);

  test('split-sms, on any Unicode at all', () => {
    const any = fc.oneof(text, fc.string({ unit: 'binary', maxLength: 300 }));
    fc.assert(
      fc.property(any, (one) => {
        const theirs = split(one);
        expect([one, measure(one).encoding === 'GSM-7', segmentsOf(one)]).toEqual([
          one,
          theirs.characterSet === 'GSM',
          theirs.parts.length,
        ]);
      }),
      { numRuns: 20_000 },
    );
  }, 300_000);
});

describe('where the two disagree', () => {
  // sms-segments-calculator keeps everything that looks like one character in one segment. Phones put segments together
  // before they draw, carriers cut between code points, and split-sms counts as they do.
  test('a family of seven code points at the edge of a segment', () => {
    const text = `${'a'.repeat(60)}👨‍👩‍👧‍👦${'a'.repeat(62)}`;
    expect(new SegmentedMessage(text).segmentsCount).toBe(3);
    expect(split(text).parts).toHaveLength(2);
    expect(segmentsOf(text)).toBe(2);
  });

  // Half a surrogate pair is no character. split-sms takes what follows for its other half.
  test('half a surrogate pair', () => {
    const text = `${'я'.repeat(66)}\ud83da${'я'.repeat(66)}`;
    expect(split(text).parts).toHaveLength(3);
    expect(new SegmentedMessage(text).segmentsCount).toBe(2);
    expect(segmentsOf(text)).toBe(2);
  });
});
