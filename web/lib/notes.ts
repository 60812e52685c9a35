export interface Note {
  /** In Hz. */
  readonly pitch: number;
  /** In seconds from the first note. */
  readonly at: number;
}
export interface Manner {
  /** How long each note sounds, in seconds. */
  readonly seconds: number;
  /** From 0 to 1. */
  readonly loudness: number;
}

/** Soft notes, made on the spot: nothing to download, nothing to license. */
export function playNotes(audio: BaseAudioContext, notes: readonly Note[], { seconds, loudness }: Manner): void {
  for (const { pitch, at } of notes) {
    const start = audio.currentTime + at;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(loudness, start + 0.02);
    volume.gain.linearRampToValueAtTime(0, start + seconds);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + seconds);
  }
}

/** The same, once. Resolves when they have faded; a browser that makes no sounds is silent. */
export async function playOnce(notes: readonly Note[], manner: Manner): Promise<void> {
  if (typeof AudioContext === 'undefined') return;
  const audio = new AudioContext();
  playNotes(audio, notes, manner);
  const last = Math.max(...notes.map(({ at }) => at));
  await new Promise((resolve) => setTimeout(resolve, (last + manner.seconds) * 1000 + 150));
  await audio.close();
}
