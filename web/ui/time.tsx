import { useEffect, useState } from 'react';
import { exactTime, relativeTime } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useLanguage } from '#web/lib/words.tsx';
import { Tip } from './tip.tsx';

/** Redraws every half minute, so that "3 minutes ago" stays true while a page is open. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** "3 minutes ago", with the exact time in the line's zone on hover and focus. */
export function RelativeTime({ at }: { at: string }) {
  const language = useLanguage();
  const { timeZone } = usePlace();
  const now = useNow();
  return (
    <Tip label={exactTime(at, language, timeZone)}>
      <time dateTime={at}>{relativeTime(at, now, language)}</time>
    </Tip>
  );
}
