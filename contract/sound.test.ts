import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalised, peaksOf, speechMs } from './loudness.ts';
import { decodeSample, encodeSample, framesOf, muLawOf, samplesOf } from './mu-law.ts';
import { beep, keyIn, keys, keyTone, strengthOf, tone } from './tones.ts';
import { readWav, toTelephone, WavError, writeWav } from './wav.ts';

describe('µ-law', () => {
  test('the values of the standard', () => {
    // ITU-T G.711, table 2: the ends of the scale and both zeros.
    expect([0, -1, 32_767, -32_768, 1000].map(encodeSample)).toEqual([0xff, 0x7f, 0x80, 0x00, 0xce]);
    expect([0xff, 0x80, 0x00].map(decodeSample)).toEqual([0, 32_124, -32_124]);
  });

  test('each byte comes back as itself, save the second zero', () => {
    for (let byte = 0; byte < 256; byte += 1) if (byte !== 0x7f) expect(encodeSample(decodeSample(byte))).toBe(byte);
  });

  test('no sample is off by more than half a step', () => {
    fc.assert(
      fc.property(fc.integer({ min: -32_635, max: 32_635 }), (sample) => {
        const error = Math.abs(decodeSample(encodeSample(sample)) - sample);
        expect(error).toBeLessThanOrEqual(Math.max(4, (Math.abs(sample) + 132) / 32));
      }),
    );
  });

  test('frames are all of 20 ms, the last filled with silence', () => {
    const frames = framesOf(new Uint8Array(161).fill(1));
    expect(frames.map((frame) => frame.length)).toEqual([160, 160]);
    expect(frames[1]?.[1]).toBe(0xff);
  });
});

describe('tones', () => {
  test('the beep is 1 kHz for 0.4 s and nothing else', () => {
    expect(beep()).toHaveLength(3200);
    expect(strengthOf(beep(), 1000)).toBeGreaterThan(0.3);
    expect(strengthOf(beep(), 1400)).toBeLessThan(0.02);
  });

  test('every key is told from its tones, also through the telephone', () => {
    for (const key of keys) expect(keyIn(samplesOf(muLawOf(keyTone(key).subarray(0, 960))))).toBe(key);
    expect(keyIn(tone([1000], 120))).toBeUndefined();
    expect(keyIn(new Int16Array(960))).toBeUndefined();
  });
});

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('WAV', () => {
  const sound = tone([440], 500);

  test('what is written is read back', () => {
    expect(readWav(writeWav(sound))).toEqual({ rate: 8000, channels: 1, samples: sound });
  });

  test('µ-law files are read, chunks that say nothing are skipped', () => {
    const bytes = muLawOf(sound);
    const file = new Uint8Array(54 + bytes.length);
    const view = new DataView(file.buffer);
    file.set(ascii('RIFF....WAVELIST....xxfmt '));
    view.setUint32(16, 2, true);
    view.setUint32(26, 16, true);
    view.setUint16(30, 7, true);
    view.setUint16(32, 1, true);
    view.setUint32(34, 8000, true);
    view.setUint16(44, 8, true);
    file.set(ascii('data'), 46);
    view.setUint32(50, bytes.length, true);
    file.set(bytes, 54);
    expect(readWav(file).samples).toEqual(samplesOf(bytes));
  });

  test.each([
    ['a zip with another name', ascii('PK\x03\x04 and so on, long enough for a header'), 'not_wav'],
    ['nothing', new Uint8Array(0), 'not_wav'],
    ['a header and no more', writeWav(sound).subarray(0, 36), 'empty'],
    ['half a file', writeWav(sound).subarray(0, 4000), 'broken'],
    ['no sample', writeWav(new Int16Array(0)), 'empty'],
  ])('%s is refused', (_, file, fault) => {
    expect(() => readWav(file)).toThrow(expect.objectContaining({ fault }));
  });

  test('five channels or 24 bits are refused', () => {
    const five = writeWav(sound);
    five[22] = 5;
    const deep = writeWav(sound);
    deep[34] = 24;
    for (const file of [five, deep])
      expect(() => readWav(file)).toThrow(expect.objectContaining({ fault: 'unknown_form' }));
  });

  test('whatever bytes come, it is sound or a fault with a name', () => {
    const start = writeWav(sound).subarray(0, 44);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(43), fc.nat(255), (tail, at, byte) => {
        const file = new Uint8Array([...start, ...tail]);
        file[at] = byte;
        try {
          expect(readWav(file).samples.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(WavError);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('stereo at 48 kHz becomes what a telephone carries, at the same pitch', () => {
    const samples = Int16Array.from({ length: 96_000 }, (_, n) =>
      Math.round(12_000 * Math.sin((2 * Math.PI * 1000 * Math.floor(n / 2)) / 48_000)),
    );
    const heard = toTelephone({ rate: 48_000, channels: 2, samples });
    expect(heard).toHaveLength(8000);
    expect(strengthOf(heard, 1000)).toBeGreaterThan(0.3);
  });
});

describe('loudness', () => {
  test('speech is counted from its beginning to its end, silence and noise are none', () => {
    const second = new Int16Array(8000);
    const spoken = new Int16Array(8000 * 5);
    spoken.set(tone([300], 1000), 8000);
    spoken.set(tone([300], 1000), 24_000);
    expect(speechMs(spoken)).toBe(3000);
    expect(speechMs(second)).toBe(0);
    expect(speechMs(Int16Array.from({ length: 8000 }, (_, n) => (n % 2 === 0 ? 60 : -60)))).toBe(0);
  });

  test('the outline rises where the sound does', () => {
    const sound = new Int16Array(9600);
    sound.set(tone([300], 300), 4800);
    const peaks = peaksOf(sound, 12);
    expect(peaks).toHaveLength(12);
    expect(peaks.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(Math.max(...peaks)).toBe(100);
    expect(peaksOf(new Int16Array(0))).toEqual([]);
  });

  test('a quiet greeting is made louder, silence is left alone', () => {
    const loud = normalised(tone([300], 200, 0.05));
    expect(Math.max(...loud)).toBeGreaterThan(22_000);
    expect(normalised(new Int16Array(100))).toEqual(new Int16Array(100));
  });
});
