import { useEffect } from 'react';
import type { Call } from '#contract/voice.ts';
import type { useCalls } from './use-calls.ts';

/** Reads on until the call that is wanted is on the page. `gone`: the list went past its place. */
export function useWanted(
  wanted: string | undefined,
  found: readonly Call[],
  { hasNextPage, isFetching, isSuccess, fetchNextPage }: ReturnType<typeof useCalls>,
): 'none' | 'searching' | 'here' | 'gone' {
  const last = found.at(-1)?.id;
  const isHere = wanted === undefined || found.some(({ id }) => id === wanted);
  const isBelow =
    hasNextPage && last !== undefined && /^\d{1,19}$/.test(wanted ?? '') && BigInt(last) > BigInt(wanted ?? 0);
  useEffect(() => {
    if (!isHere && isBelow && !isFetching) void fetchNextPage();
  }, [isHere, isBelow, isFetching, fetchNextPage]);
  if (wanted === undefined) return 'none';
  if (isHere) return 'here';
  return isSuccess && !isBelow ? 'gone' : 'searching';
}
