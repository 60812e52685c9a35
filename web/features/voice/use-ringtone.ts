import { useEffect } from 'react';

const everyMs = 3000;

/** Rings in this tab, softly, while somebody calls. A tab that nobody has touched yet may not make sounds: then it only shows. */
export function useRingtone(ringing: boolean): void {
  useEffect(() => {
    if (!ringing || typeof AudioContext === 'undefined') return;
    const context = new AudioContext();
    const ring = () => {
      for (const [hz, from] of [
        [660, 0],
        [880, 0.25],
        [660, 0.5],
      ] as const) {
        const tone = context.createOscillator();
        const level = context.createGain();
        tone.frequency.value = hz;
        level.gain.setValueAtTime(0, context.currentTime + from);
        level.gain.linearRampToValueAtTime(0.08, context.currentTime + from + 0.02);
        level.gain.linearRampToValueAtTime(0, context.currentTime + from + 0.22);
        tone.connect(level).connect(context.destination);
        tone.start(context.currentTime + from);
        tone.stop(context.currentTime + from + 0.24);
      }
    };
    ring();
    const timer = setInterval(ring, everyMs);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [ringing]);
}
