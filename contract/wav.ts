import { sampleRate, samplesOf } from './mu-law.ts';

/** Why a file is not sound that can be used here. */
export type WavFault = 'not_wav' | 'broken' | 'unknown_form' | 'empty';
export class WavError extends Error {
  readonly fault: WavFault;
  constructor(fault: WavFault) {
    super(`WAV: ${fault}`);
    this.name = 'WavError';
    this.fault = fault;
  }
}

export interface Wav {
  readonly rate: number;
  readonly channels: number;
  /** 16-bit samples; those of the channels take turns. */
  readonly samples: Int16Array<ArrayBuffer>;
}

const pcm = 1;
const muLaw = 7;
const extensible = 0xfffe;

/** Reads a WAV file of 16-bit PCM or µ-law, strictly: what its header says has to be there. Throws `WavError`. */
export function readWav(file: Uint8Array): Wav {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 12 || nameAt(view, 0) !== 'RIFF' || nameAt(view, 8) !== 'WAVE') throw new WavError('not_wav');
  let form: { kind: number; channels: number; rate: number; bits: number } | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const [name, size] = [nameAt(view, at), view.getUint32(at + 4, true)];
    const from = at + 8;
    if (name === 'data') return soundIn(file, form, from, size);
    if (from + size > file.length) throw new WavError('broken');
    if (name === 'fmt ') form = formIn(view, from, size);
    at = from + size + (size % 2);
  }
  throw new WavError(form ? 'empty' : 'broken');
}

function formIn(view: DataView, at: number, size: number) {
  if (size < 16) throw new WavError('broken');
  const told = view.getUint16(at, true);
  const kind = told === extensible && size >= 40 ? view.getUint16(at + 24, true) : told;
  return {
    kind,
    channels: view.getUint16(at + 2, true),
    rate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
}

function soundIn(
  file: Uint8Array,
  form: { kind: number; channels: number; rate: number; bits: number } | undefined,
  from: number,
  size: number,
): Wav {
  if (!form) throw new WavError('broken');
  const { kind, channels, rate, bits } = form;
  const known = (kind === pcm && bits === 16) || (kind === muLaw && bits === 8);
  if (!known || channels < 1 || channels > 2 || rate < 8000 || rate > 48_000) throw new WavError('unknown_form');
  // Some writers stream and never come back to write the length: 0xffffffff means "to the end".
  const end = size === 0xffffffff ? file.length : from + size;
  if (end > file.length) throw new WavError('broken');
  const bytes = file.subarray(from, end);
  const samples = kind === muLaw ? samplesOf(bytes) : pcmIn(bytes);
  if (samples.length < channels) throw new WavError('empty');
  return { rate, channels, samples };
}

function pcmIn(bytes: Uint8Array): Int16Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int16Array.from({ length: bytes.length >> 1 }, (_, n) => view.getInt16(2 * n, true));
}

/** A mono WAV file of 16-bit PCM at 8 kHz: what every browser and mail program plays. */
export function writeWav(samples: Int16Array): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(44 + 2 * samples.length);
  const view = new DataView(file.buffer);
  const name = (at: number, text: string) =>
    file.set(
      [...text].map((letter) => letter.charCodeAt(0)),
      at,
    );
  name(0, 'RIFF');
  view.setUint32(4, file.length - 8, true);
  name(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, pcm, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  name(36, 'data');
  view.setUint32(40, 2 * samples.length, true);
  for (const [n, sample] of samples.entries()) view.setInt16(44 + 2 * n, sample, true);
  return file;
}

/** Sound of any rate and one or two channels as the telephone carries it: mono, 8 kHz. */
export function toTelephone(wav: Wav): Int16Array<ArrayBuffer> {
  const { channels, rate } = wav;
  const mono =
    channels === 1
      ? wav.samples
      : Int16Array.from({ length: wav.samples.length >> 1 }, (_, n) =>
          Math.round(((wav.samples[2 * n] ?? 0) + (wav.samples[2 * n + 1] ?? 0)) / 2),
        );
  if (rate === sampleRate) return mono;
  const step = rate / sampleRate;
  // Each sample is the mean of those it stands for: enough of a filter for speech.
  return Int16Array.from({ length: Math.floor(mono.length / step) }, (_, n) => {
    const [from, to] = [Math.floor(n * step), Math.max(Math.floor(n * step) + 1, Math.floor((n + 1) * step))];
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += mono[at] ?? 0;
    return Math.round(sum / (to - from));
  });
}

const nameAt = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
