import { queryOptions, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Call, voice } from '#contract/voice.ts';
import { call } from '#web/lib/api.ts';
import { playOnce } from '#web/lib/notes.ts';
import { placedKey } from './use-calls.ts';

const shownMs = 10_000;
/** A telephone's own sound for a call that came to nothing. */
const overTones = [0, 0.5, 1].flatMap((at) => [
  { pitch: 480, at },
  { pitch: 620, at },
]);

const placedQuery = queryOptions<string | null>({ queryKey: placedKey, queryFn: skipToken });

/**
 * A call placed in this tab that has ended without an answer, for a moment: whoever placed it is told why it is quiet now.
 * Asked of the list, because a call that is refused at once is never among those that go on.
 */
export function useUnanswered(): { call: Call | undefined; close: () => void } {
  const queries = useQueryClient();
  const placed = useQuery(placedQuery).data ?? null;
  const found = useQuery({
    queryKey: ['calls', 'placed', placed],
    queryFn:
      placed === null
        ? skipToken
        : async ({ signal }) =>
            (await call(voice.calls, { query: {}, signal })).calls.find(({ id }) => id === placed) ?? null,
  }).data;
  const isOver = typeof found?.outcome === 'string';
  const isUnanswered = found?.outcome === 'missed' && found.reason !== 'cancelled';
  useEffect(() => {
    if (!isOver) return;
    const forget = () => queries.setQueryData(placedQuery.queryKey, (now) => (now === placed ? null : now));
    if (!isUnanswered) return void forget();
    void playOnce(overTones, { seconds: 0.25, loudness: 0.05 });
    const timer = setTimeout(forget, shownMs);
    return () => clearTimeout(timer);
  }, [queries, placed, isOver, isUnanswered]);
  return {
    call: isUnanswered ? found : undefined,
    close: () => queries.setQueryData(placedQuery.queryKey, null),
  };
}
