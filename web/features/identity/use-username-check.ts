import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { identity } from '#contract/identity.ts';
import { call } from '#web/lib/api.ts';

/** Whether a username could be taken now, asked a moment after typing stops. Undefined while there is no answer for this very text. */
export function useUsernameCheck(typed: string) {
  const username = typed.trim();
  const [settled, setSettled] = useState(username);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(username), 300);
    return () => clearTimeout(timer);
  }, [username]);
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
