import { playOnce } from '#web/lib/notes.ts';

const notes = [
  { pitch: 660, at: 0 },
  { pitch: 880, at: 0.14 },
];

/** The sound of a new text. Resolves when it has faded. */
export const playSample = (): Promise<void> => playOnce(notes, { seconds: 0.5, loudness: 0.18 });
