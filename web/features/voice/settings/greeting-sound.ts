import { sampleRate } from '#contract/mu-law.ts';
import { writeWav } from '#contract/wav.ts';

const longestSeconds = 60;

/** A sound file of any kind this browser knows (mp3, m4a, ogg, wav) as the WAV that the server takes. */
export async function wavOf(file: Blob): Promise<{ wav: File } | { why: 'unreadable' | 'too long' }> {
  // Decoding brings it to the rate of the context; mixing to one channel is left to the rendering.
  const context = new OfflineAudioContext(1, 1, sampleRate);
  const decoded = await context.decodeAudioData(await file.arrayBuffer()).catch(() => undefined);
  if (decoded === undefined) return { why: 'unreadable' };
  if (decoded.duration > longestSeconds + 0.5) return { why: 'too long' };
  const rendering = new OfflineAudioContext(1, Math.max(1, Math.ceil(decoded.duration * sampleRate)), sampleRate);
  const source = rendering.createBufferSource();
  source.buffer = decoded;
  source.connect(rendering.destination);
  source.start();
  const samples = (await rendering.startRendering()).getChannelData(0);
  return { wav: wavFile(Int16Array.from(samples, (sample) => Math.max(-1, Math.min(1, sample)) * 32_767)) };
}

export const wavFile = (samples: Int16Array) => new File([writeWav(samples)], 'greeting.wav', { type: 'audio/wav' });
