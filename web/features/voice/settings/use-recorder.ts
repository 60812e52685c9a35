import { useEffect, useRef, useState } from 'react';
import { sampleRate } from '#contract/mu-law.ts';
import { openSoundCard, type SoundCard } from '#web/lib/call-sound.ts';

const longest = 60 * sampleRate;

/** Records the microphone as the telephone will carry it; `seconds` counts while it does. */
export function useRecorder(onDone: (samples: Int16Array) => void, onNoMicrophone: () => void) {
  const card = useRef<SoundCard>(undefined);
  const parts = useRef<Int16Array[]>([]);
  const [seconds, setSeconds] = useState<number>();
  const stop = () => {
    card.current?.close();
    card.current = undefined;
    setSeconds(undefined);
  };
  useEffect(() => () => card.current?.close(), []);
  const finish = () => {
    const length = parts.current.reduce((sum, part) => sum + part.length, 0);
    const samples = new Int16Array(Math.min(length, longest));
    let at = 0;
    for (const part of parts.current) {
      samples.set(part.subarray(0, samples.length - at), at);
      at = Math.min(samples.length, at + part.length);
    }
    stop();
    if (samples.length > 0) onDone(samples);
  };
  const start = async () => {
    const opened = await openSoundCard();
    if (!opened.speaks) {
      opened.close();
      return onNoMicrophone();
    }
    parts.current = [];
    card.current = opened;
    setSeconds(0);
    opened.onFrame = (frame) => {
      parts.current.push(frame);
      const length = parts.current.length * frame.length;
      if (length >= longest) finish();
      else if (parts.current.length % 25 === 0) setSeconds(length / sampleRate);
    };
  };
  return { seconds, start, finish, cancel: stop };
}
