import { useEffect } from 'react';
import { playNotes } from '#web/lib/notes.ts';

const everyMs = 3000;
const notes = [
  { pitch: 660, at: 0 },
  { pitch: 880, at: 0.25 },
  { pitch: 660, at: 0.5 },
];

/** Rings in this tab, softly, while somebody calls. A tab that nobody has touched yet may not make sounds: then it only shows. */
export function useRingtone(ringing: boolean): void {
  useEffect(() => {
    if (!ringing || typeof AudioContext === 'undefined') return;
    const context = new AudioContext();
    const ring = () => playNotes(context, notes, { seconds: 0.24, loudness: 0.08 });
    ring();
    const timer = setInterval(ring, everyMs);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [ringing]);
}
