import { frameBytes, frameMs } from './mu-law.ts';

// Speech through a telephone stands well above this (measured on 16-bit samples); line noise stays below.
const quiet = 200;

const rms = (samples: Int16Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length));

export const isVoiced = (frame: Int16Array) => rms(frame) >= quiet;

/** From the first to the last moment that somebody speaks, in milliseconds; 0 where nobody does. */
export function speechMs(samples: Int16Array): number {
  const voiced = Array.from({ length: Math.ceil(samples.length / frameBytes) }, (_, place) =>
    isVoiced(samples.subarray(place * frameBytes, (place + 1) * frameBytes)),
  );
  const first = voiced.indexOf(true);
  return first < 0 ? 0 : (voiced.lastIndexOf(true) - first + 1) * frameMs;
}

/** The outline of a recording: `count` peaks from 0 to 100, for drawing. */
export function peaksOf(samples: Int16Array, count = 96): number[] {
  const step = Math.max(1, samples.length / count);
  const peaks = Array.from({ length: Math.min(count, samples.length) }, (_, n) =>
    samples
      .subarray(Math.floor(n * step), Math.floor((n + 1) * step))
      .reduce((top, one) => Math.max(top, Math.abs(one)), 0),
  );
  const loudest = Math.max(1, ...peaks);
  return peaks.map((peak) => Math.round((100 * peak) / loudest));
}

/** Brings the loudest sample to −3 dB. Sound that is only noise stays as it is. */
export function normalised(samples: Int16Array): Int16Array {
  const loudest = samples.reduce((top, one) => Math.max(top, Math.abs(one)), 0);
  if (loudest < quiet) return samples;
  const gain = (Math.SQRT1_2 * 32_767) / loudest;
  return samples.map((sample) => Math.round(sample * gain));
}
