import { Text } from '@mantine/core';
import { useEffect } from 'react';
import type { Call } from '#contract/voice.ts';
import { clock } from '#web/lib/format-time.ts';
import { playOnce } from '#web/lib/notes.ts';
import { useWords } from '#web/lib/words.tsx';
import { useSecondsUntil } from '#web/ui/countdown.tsx';
import { useWho } from './use-who.ts';
import styles from './voice.module.css';
import { voiceWords } from './words.ts';

const tones = [
  { pitch: 520, at: 0 },
  { pitch: 520, at: 0.3 },
];

/** Says that a call will be ended because the plan has no minutes left for it, and when; two soft tones come with it. */
export function MinutesOver({ call, endsAt }: { call: Call; endsAt: string }) {
  const words = useWords(voiceWords);
  const who = useWho()(call);
  const left = useSecondsUntil(endsAt);
  useEffect(() => void playOnce(tones, { seconds: 0.15, loudness: 0.08 }), []);
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
