import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type Draft, messages } from '#contract/messages.ts';
import { call } from '#web/lib/api.ts';

const settleFor = 500;

/** What sending would do, asked once typing rests. What was last known stays until the newer answer is there. */
export function usePreview(draft: Draft | undefined) {
  const wanted = draft === undefined ? undefined : JSON.stringify(draft);
  const [settled] = useDebouncedValue(wanted, settleFor);
  const query = useQuery({
    queryKey: ['preview', settled],
    queryFn: ({ signal }) => call(messages.preview, { body: JSON.parse(settled ?? '') as Draft, signal }), // what was stringified above
    enabled: settled !== undefined && wanted !== undefined,
    staleTime: 0,
    gcTime: 10_000,
    retry: false,
    placeholderData: (before) => before,
  });
  return {
    ...query,
    data: wanted === undefined ? undefined : query.data,
    fresh: settled === wanted && !query.isFetching,
  };
}
