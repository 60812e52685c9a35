import { sampleRate } from './mu-law.ts';

/** A sum of pure tones as 16-bit samples. `level` is the peak of each, 0 to 1; ends are softened so that nothing clicks. */
export function tone(frequencies: readonly number[], ms: number, level = 0.4): Int16Array<ArrayBuffer> {
  const length = Math.round((ms * sampleRate) / 1000);
  const soft = Math.min(40, length / 2);
  return Int16Array.from({ length }, (_, n) => {
    const edge = Math.min(1, n / soft, (length - 1 - n) / soft);
    const sum = frequencies.reduce((all, hz) => all + Math.sin((2 * Math.PI * hz * n) / sampleRate), 0);
    return Math.max(-32_768, Math.min(32_767, Math.round(sum * level * edge * 32_767)));
  });
}

/** What a voicemail begins with: 1 kHz for 0.4 s. */
export const beep = () => tone([1000], 400);

const rows = [697, 770, 852, 941];
const columns = [1209, 1336, 1477];
const pad = ['123', '456', '789', '*0#'];

/** The keys of a telephone, in rows. */
export const keys: readonly string[] = [...pad.join('')];

/** The two tones of a key (DTMF), 120 ms and a pause, as the far end must hear them. */
export function keyTone(key: string): Int16Array<ArrayBuffer> {
  const row = pad.findIndex((line) => line.includes(key));
  const low = rows[row];
  const high = columns[pad[row]?.indexOf(key) ?? -1];
  if (key.length !== 1 || low === undefined || high === undefined) throw new Error(`no key: ${key}`);
  const sound = new Int16Array((220 * sampleRate) / 1000);
  sound.set(tone([low, high], 120, 0.3));
  return sound;
}

/** How strong one frequency is in a stretch of sound, 0 to 1 (Goertzel). */
export function strengthOf(samples: Int16Array, hz: number): number {
  const w = 2 * Math.cos((2 * Math.PI * hz) / sampleRate);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample / 32_768 + w * last - before];
  const power = last * last + before * before - w * last * before;
  return samples.length === 0 ? 0 : (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}

/** The key whose tones a stretch of sound holds, if it holds those of exactly one. */
export function keyIn(samples: Int16Array): string | undefined {
  const strongest = (all: readonly number[]) => {
    const strengths = all.map((hz) => strengthOf(samples, hz));
    const best = Math.max(...strengths);
    const rest = strengths.filter((one) => one !== best);
    return best > 0.05 && rest.every((one) => one < best / 3) ? strengths.indexOf(best) : -1;
  };
  return pad[strongest(rows)]?.[strongest(columns)];
}
