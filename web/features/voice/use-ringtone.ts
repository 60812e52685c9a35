import { useEffect } from 'react';
import { type Manner, type Note, playNotes } from '#web/lib/notes.ts';

interface Ringing {
  readonly notes: readonly Note[];
  readonly manner: Manner;
  readonly everyMs: number;
}

const bell: Ringing = {
  notes: [
    { pitch: 660, at: 0 },
    { pitch: 880, at: 0.25 },
    { pitch: 660, at: 0.5 },
  ],
  manner: { seconds: 0.24, loudness: 0.08 },
  everyMs: 3000,
};

/** What a telephone lets hear who calls while it rings at the other end: the carrier sends its sound only after an answer. */
const ringback: Ringing = {
  notes: [
    { pitch: 440, at: 0 },
    { pitch: 480, at: 0 },
  ],
  manner: { seconds: 2, loudness: 0.05 },
  everyMs: 6000,
};

/** Rings in this tab, softly, while somebody calls. A tab that nobody has touched yet may not make sounds: then it only shows. */
export const useRingtone = (ringing: boolean): void => useRinging(ringing, bell);

/** Lets hear in this tab that it rings at the other end. */
export const useRingback = (calling: boolean): void => useRinging(calling, ringback);

function useRinging(ringing: boolean, { notes, manner, everyMs }: Ringing): void {
  useEffect(() => {
    if (!ringing || typeof AudioContext === 'undefined') return;
    const context = new AudioContext();
    const ring = () => playNotes(context, notes, manner);
    ring();
    const timer = setInterval(ring, everyMs);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [ringing, notes, manner, everyMs]);
}
