import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useWords } from '#web/lib/words.tsx';
import { voiceWords } from './words.ts';

/** Whom to name for a call: who is known by the number, else the number, else that it is hidden. */
export function useWho() {
  const { region } = usePlace();
  const words = useWords(voiceWords);
  return (of: { readonly name: string | null; readonly with: string }) =>
    of.name ?? (/^\+\d+$/.test(of.with) ? formatNumber(of.with, region) : words.hidden);
}
