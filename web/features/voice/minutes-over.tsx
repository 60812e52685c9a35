import { Text } from '@mantine/core';
import { useEffect } from 'react';
import type { Call } from '#contract/voice.ts';
import { clock } from '#web/lib/format-time.ts';
import { useWords } from '#web/lib/words.tsx';
import { useSecondsUntil } from '#web/ui/countdown.tsx';
import { useWho } from './use-who.ts';
import styles from './voice.module.css';
import { voiceWords } from './words.ts';

/** Says that a call will be ended because the plan has no minutes left for it, and when; two soft tones come with it. */
export function MinutesOver({ call, endsAt }: { call: Call; endsAt: string }) {
  const words = useWords(voiceWords);
  const who = useWho()(call);
  const left = useSecondsUntil(endsAt);
  useEffect(beepTwice, []);
  const time = clock(left);
  return (
    <Text size="sm" className={`${styles.minutesOver} tabular`}>
      {left === 0
        ? words.minutesOverNow
        : call.browser === 'on'
          ? words.minutesOver(time)
          : words.minutesOverOnCell(who, time)}
    </Text>
  );
}

function beepTwice() {
  if (typeof AudioContext === 'undefined') return;
  const context = new AudioContext();
  for (const from of [0, 0.3]) {
    const tone = context.createOscillator();
    const level = context.createGain();
    tone.frequency.value = 520;
    level.gain.value = 0.08;
    tone.connect(level).connect(context.destination);
    tone.start(context.currentTime + from);
    tone.stop(context.currentTime + from + 0.15);
  }
  const timer = setTimeout(() => void context.close(), 1000);
  return () => {
    clearTimeout(timer);
    void context.close();
  };
}
