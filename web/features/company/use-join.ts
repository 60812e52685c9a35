import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { BodyOf } from '#contract/endpoint.ts';
import { identity } from '#contract/identity.ts';
import { lines } from '#contract/lines.ts';
import { call, Refusal } from '#web/lib/api.ts';
import { meQuery } from '#web/lib/queries.ts';

/** The token after `#`, kept for this tab and taken out of the address bar, so that it stays out of history and shared addresses. */
export function useTokenOnce(): string {
  const [token, setToken] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    const take = () => {
      const found = window.location.hash.slice(1);
      if (found === '') return;
      setToken(found);
      window.history.replaceState(window.history.state, '', window.location.pathname);
    };
    take();
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return token;
}

export const useInvitation = (token: string) =>
  useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => call(lines.lookAtInvitation, { body: { token }, signal }),
    enabled: token.length >= 20,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export function useAcceptInvitation(onJoined: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Omit<BodyOf<typeof lines.acceptInvitation>, 'timeZone'>) =>
      call(lines.acceptInvitation, {
        body: { ...body, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      }),
    onSuccess: (me) => {
      queries.setQueryData(meQuery.queryKey, me);
      onJoined();
    },
  });
}

/** True when it could be taken, the refusal when not; undefined while nothing is known. */
export function useUsernameIsFree(username: string): true | Refusal | undefined {
  const { data } = useQuery({
    queryKey: ['username-check', username],
    queryFn: ({ signal }) => call(identity.checkUsername, { query: { username }, signal }),
    enabled: username.trim().length > 2,
    staleTime: 10_000,
  });
  if (data === undefined) return undefined;
  return data.free ? true : new Refusal(data.why ?? '', 409, '');
}

/** Ends the session of this browser and stays on the page. */
export function useLogOutHere() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(identity.signOut, {}),
    onSuccess: () => queries.setQueryData(meQuery.queryKey, null),
  });
}
