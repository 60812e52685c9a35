/** The telephone network's sound: G.711 µ-law, 8,000 samples a second, one byte each, in frames of 20 ms. */
export const sampleRate = 8000;
export const frameBytes = 160;
export const frameMs = 20;
/** The byte of a sample that is zero. */
export const silentByte = 0xff;

const bias = 0x84;
const loudest = 32_635;

/** One 16-bit sample as its µ-law byte. */
export function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(loudest, Math.abs(sample)) + bias;
  // Which of eight segments, each twice as coarse as the one before.
  const segment = 31 - Math.clz32(magnitude >> 7);
  const step = (magnitude >> (segment + 3)) & 0x0f;
  return ~(sign | (segment << 4) | step) & 0xff;
}

/** One µ-law byte as its 16-bit sample. */
export function decodeSample(byte: number): number {
  const code = ~byte & 0xff;
  const segment = (code >> 4) & 0x07;
  const magnitude = ((((code & 0x0f) << 3) + bias) << segment) - bias;
  return (code & 0x80) === 0 ? magnitude : -magnitude;
}

const decoded = Int16Array.from({ length: 256 }, (_, byte) => decodeSample(byte));

export const muLawOf = (samples: Int16Array): Uint8Array<ArrayBuffer> => Uint8Array.from(samples, encodeSample);
export const samplesOf = (bytes: Uint8Array): Int16Array<ArrayBuffer> =>
  Int16Array.from(bytes, (byte) => decoded[byte] ?? 0);

/** Cuts sound into frames; the last one is filled up with silence. */
export function framesOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / frameBytes) }, (_, place) => {
    const frame = new Uint8Array(frameBytes).fill(silentByte);
    frame.set(bytes.subarray(place * frameBytes, (place + 1) * frameBytes));
    return frame;
  });
}
