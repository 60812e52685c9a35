import { frameBytes } from '#contract/mu-law.ts';

/** How loud sound is, 50 times a second. */
function envelopeOf(samples: Int16Array): number[] {
  return Array.from({ length: Math.floor(samples.length / frameBytes) }, (_, place) => {
    const frame = samples.subarray(place * frameBytes, (place + 1) * frameBytes);
    return Math.sqrt(frame.reduce((sum, one) => sum + one * one, 0) / frameBytes);
  });
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [both, own, other] = [0, 0, 0];
  for (const [n, one] of a.entries()) {
    const [x, y] = [one - ma, (b[n] ?? 0) - mb];
    both += x * y;
    own += x * x;
    other += y * y;
  }
  return both / Math.sqrt(own * other || 1);
}

/** How like each other what was said and what was heard are in loudness, at the best of all places: 1 is the same. */
export function likeness(said: Int16Array, heard: Int16Array): number {
  const whole = envelopeOf(heard);
  let best = 0;
  // Frames of the two need not begin at the same sample.
  for (let shift = 0; shift < frameBytes; shift += 10) {
    const short = envelopeOf(said.subarray(shift));
    for (let at = 0; at + short.length <= whole.length; at += 1)
      best = Math.max(best, correlation(short, whole.slice(at, at + short.length)));
  }
  return best;
}
