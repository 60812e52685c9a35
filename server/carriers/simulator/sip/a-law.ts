import { decodeSample, encodeSample } from '#contract/mu-law.ts';

/** G.711 A-law, which telephones outside North America and Japan speak, from and to the µ-law in which calls run here. */
export function decodeALaw(byte: number): number {
  const code = byte ^ 0x55;
  const segment = (code >> 4) & 0x07;
  const step = code & 0x0f;
  const magnitude = segment === 0 ? (step << 4) + 8 : ((step << 4) + 0x108) << (segment - 1);
  return (code & 0x80) === 0 ? -magnitude : magnitude;
}

export function encodeALaw(sample: number): number {
  const positive = sample >= 0;
  const magnitude = Math.min(32_767, positive ? sample : -sample - 1);
  const segment = Math.max(0, 24 - Math.clz32(magnitude | 0xff));
  const step = segment === 0 ? magnitude >> 4 : (magnitude >> (segment + 3)) & 0x0f;
  return ((positive ? 0x80 : 0) | (segment << 4) | step) ^ 0x55;
}

const toMu = Uint8Array.from({ length: 256 }, (_, byte) => encodeSample(decodeALaw(byte)));
const toA = Uint8Array.from({ length: 256 }, (_, byte) => encodeALaw(decodeSample(byte)));

export const muLawFromALaw = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => toMu[byte] ?? 0xff);
export const aLawFromMuLaw = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => toA[byte] ?? 0xd5);
