import { tone } from '#contract/tones.ts';
import type { Speaker } from '#server/platform/sound/speak.ts';
import { framesOfSamples } from './play.ts';

const words =
  'Hello, this is Grace from the harbour office. Your delivery is here. Call me back tomorrow morning. Thank you.';

/** What a handset says where there is no microphone: a sentence, or four tones where nothing here can speak. */
export async function sampleClip(speaker: Speaker): Promise<Uint8Array[]> {
  const spoken = await speaker.speak(words, 'en-US');
  if (spoken) return framesOfSamples(spoken);
  const tones = [392, 494, 587, 784].map((hz) => tone([hz], 900));
  return tones.flatMap(framesOfSamples);
}
