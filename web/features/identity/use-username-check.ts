import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { identity } from '#contract/identity.ts';
import { call } from '#web/lib/api.ts';

/** Whether a username could be taken now, asked a moment after typing stops. Undefined while there is no answer for this very text. */
export function useUsernameCheck(typed: string) {
  const username = typed.trim();
  const [settled] = useDebouncedValue(username, 300);
  const check = useQuery({
    queryKey: ['username-check', settled],
    queryFn: ({ signal }) => call(identity.checkUsername, { query: { username: settled }, signal }),
    enabled: settled.length > 0,
    staleTime: 10_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const current = settled === username && !check.isPlaceholderData;
  return {
    answer: current && username !== '' ? check.data : undefined,
    checking: username !== '' && (!current || check.isFetching),
  };
}
