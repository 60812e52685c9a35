import { framesOf, muLawOf } from '#contract/mu-law.ts';
import { tone } from '#contract/tones.ts';
import { readWav, toTelephone } from '#contract/wav.ts';
import { once } from './listen.ts';
import { fetchSound } from './post.ts';
import type { LiveCall, VoiceWorld } from './world.ts';

/** Plays sound into something that hears, a frame each 20 ms; returns when it is over or called off. */
export async function playFrames(
  world: Pick<VoiceWorld, 'ticker'>,
  hear: (frame: Uint8Array) => void,
  frames: readonly Uint8Array[],
  stop: AbortSignal,
): Promise<void> {
  const done = new AbortController();
  let place = 0;
  const leave = world.ticker.add(() => {
    const frame = frames[place];
    place += 1;
    if (frame === undefined || stop.aborted) done.abort();
    else hear(frame);
  });
  await Promise.race([once(done.signal), once(stop)]);
  leave();
}

export const framesOfSamples = (samples: Int16Array) => framesOf(muLawOf(samples));

/** What `<Play>` names, as the telephone carries it. Throws where it is no sound. */
export async function soundAt(url: string, stop: AbortSignal): Promise<Uint8Array[]> {
  return framesOfSamples(toTelephone(readWav(await fetchSound(url, stop))));
}

/** Text as speech; where nothing here can speak, two soft tones that say that there was something. */
export async function spoken(world: VoiceWorld, text: string, language: string): Promise<Uint8Array[]> {
  const sound = text === '' ? new Int16Array(0) : await world.speaker.speak(text, language);
  return framesOfSamples(sound ?? tone([440, 660], 600, 0.2));
}

export const playTo = (world: VoiceWorld, call: LiveCall, frames: readonly Uint8Array[], stop: AbortSignal) =>
  playFrames(world, (frame) => call.telephone.hear(frame), frames, stop);
