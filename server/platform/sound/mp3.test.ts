import { test as always, expect } from 'vitest';
import { tone } from '#contract/tones.ts';
import { canWriteMp3, mp3Of } from './mp3.ts';

const test = (await canWriteMp3()) ? always : always.skip;
const made = async (samples: Int16Array) => (await mp3Of(samples)) ?? new Uint8Array();

/** Frames of an mp3 at 8 kHz: MPEG 2.5, layer III, 72 ms each. */
function framesIn(mp3: Uint8Array): number {
  let frames = 0;
  for (let at = 0; at + 4 <= mp3.length; frames += 1) {
    // All eleven bits of the sync word, then version 2.5 and layer III.
    expect([mp3[at], (mp3[at + 1] ?? 0) & 0xfe]).toEqual([0xff, 0xe2]);
    const third = mp3[at + 2] ?? 0;
    const kilobits = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160][third >> 4] ?? 0;
    expect((third >> 2) & 3).toBe(2);
    at += Math.floor((72 * kilobits * 1000) / 8000) + ((third >> 1) & 1);
  }
  return frames;
}

test('telephone sound becomes an mp3 of the same length, a quarter of the size', async () => {
  const samples = tone([440], 9000);
  const mp3 = await made(samples);
  const seconds = framesIn(mp3) * 0.072;
  expect(seconds).toBeGreaterThan(8.9);
  expect(seconds).toBeLessThan(9.4);
  expect(mp3.length).toBeLessThan((samples.length * 2) / 3.5);
});

test('several are made at once, and none is cut short', async () => {
  const all = await Promise.all([1000, 2000, 3000].map((ms) => made(tone([300], ms))));
  const lengths = all.map((mp3) => framesIn(mp3) * 0.072);
  for (const [place, seconds] of lengths.entries()) expect(seconds).toBeGreaterThan(place + 0.95);
});
