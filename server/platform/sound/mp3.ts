import { sampleRate } from '#contract/mu-law.ts';

/** The little of mediabunny that is used here. It is an optional package, so its own types may not be there. */
interface Mediabunny {
  readonly AudioSample: new (made: {
    data: Int16Array;
    format: 's16';
    numberOfChannels: number;
    sampleRate: number;
    timestamp: number;
  }) => { close(): void };
  readonly AudioSampleSource: new (codec: { codec: 'mp3'; bitrate: number }) => { add(sample: object): Promise<void> };
  readonly BufferTarget: new () => { readonly buffer: ArrayBuffer | null };
  readonly Mp3OutputFormat: new () => object;
  readonly Output: new (of: {
    format: object;
    target: object;
  }) => {
    addAudioTrack(source: object): void;
    start(): Promise<void>;
    finalize(): Promise<void>;
  };
}

const packages = { media: 'mediabunny', encoder: '@mediabunny/mp3-encoder' };
const bitsPerSecond = 32_000;
let loaded: Promise<Mediabunny | undefined> | undefined;

/** Whether this installation can write mp3. */
export const canWriteMp3 = async (): Promise<boolean> => (await load()) !== undefined;

/**
 * A telephone's sound as mp3, a quarter of the WAV's size; undefined where the encoder is not installed. It (LAME) works in a
 * thread of its own, and is loaded with its first use.
 */
export async function mp3Of(samples: Int16Array): Promise<Uint8Array | undefined> {
  const media = await load();
  if (!media) return undefined;
  const target = new media.BufferTarget();
  const output = new media.Output({ format: new media.Mp3OutputFormat(), target });
  const source = new media.AudioSampleSource({ codec: 'mp3', bitrate: bitsPerSecond });
  output.addAudioTrack(source);
  await output.start();
  const sample = new media.AudioSample({
    data: samples,
    format: 's16',
    numberOfChannels: 1,
    sampleRate,
    timestamp: 0,
  });
  try {
    await source.add(sample);
    await output.finalize();
  } finally {
    sample.close();
  }
  if (target.buffer === null) throw new Error('an mp3 that was finished is empty');
  return new Uint8Array(target.buffer);
}

function load(): Promise<Mediabunny | undefined> {
  loaded ??= (async () => {
    try {
      const [media, encoder] = await Promise.all([import(packages.media), import(packages.encoder)]);
      // What the packages' documentation says they export; the test of this file would see it change.
      (encoder as { registerMp3Encoder(): void }).registerMp3Encoder();
      return media as Mediabunny;
    } catch {
      return undefined;
    }
  })();
  return loaded;
}
