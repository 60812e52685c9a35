import { frameBytes } from '#contract/mu-law.ts';

// Loud bytes that come back as themselves from every way through 16-bit samples.
const [zero, one] = [0x90, 0x10];
const bits = 32;

/** Frames of sound that bear their number, and whose sound they are. */
export const numberedFrames = (count: number, speaker: number): Uint8Array[] =>
  Array.from({ length: count }, (_, number) => {
    const value = speaker * 65_536 + number;
    return Uint8Array.from({ length: frameBytes }, (_unused, at) => (((value >>> (at % bits)) & 1) === 1 ? one : zero));
  });

/** The number of a frame and whose it is; undefined for other sound, and for a frame that is not whole. */
function readFrame(frame: Uint8Array): { speaker: number; number: number } | undefined {
  let value = 0;
  for (let at = 0; at < frameBytes; at += 1) {
    const byte = frame[at];
    if (byte !== zero && byte !== one) return undefined;
    const bit = byte === one ? 1 : 0;
    if (at < bits) value += bit * 2 ** at;
    else if (bit !== (Math.floor(value / 2 ** (at % bits)) & 1)) return undefined;
  }
  return { speaker: Math.floor(value / 65_536), number: value % 65_536 };
}

/** How many of a speaker's frames are there, whole, once each and in order. */
export function countInOrder(frames: readonly Uint8Array[], speaker: number): number {
  let next = 0;
  let count = 0;
  for (const frame of frames) {
    const found = readFrame(frame);
    if (found?.speaker !== speaker || found.number < next) continue;
    next = found.number + 1;
    count += 1;
  }
  return count;
}
