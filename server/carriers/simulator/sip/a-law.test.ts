import { expect, test } from 'vitest';
import { muLawOf, samplesOf } from '#contract/mu-law.ts';
import { tone } from '#contract/tones.ts';
import { aLawFromMuLaw, decodeALaw, encodeALaw, muLawFromALaw } from './a-law.ts';

test('A-law is as the standard has it', () => {
  // From the tables of ITU-T G.711: byte on the wire, value in 16 bits.
  const known: [number, number][] = [
    [0xd5, 8],
    [0x55, -8],
    [0xaa, 32_256],
    [0x2a, -32_256],
    [0x80, 5504],
    [0x00, -5504],
    [0xff, 848],
  ];
  expect(known.map(([byte]) => decodeALaw(byte))).toEqual(known.map(([, value]) => value));
});

test('each byte comes back as itself, and a tone survives the way through both laws', () => {
  for (let byte = 0; byte < 256; byte += 1) expect(encodeALaw(decodeALaw(byte))).toBe(byte);
  const spoken = tone([440], 100);
  const back = samplesOf(muLawFromALaw(aLawFromMuLaw(muLawOf(spoken))));
  const error = Math.hypot(...back.map((one, n) => one - (spoken[n] ?? 0))) / Math.hypot(...spoken);
  expect(error).toBeLessThan(0.03);
});
