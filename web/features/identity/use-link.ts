import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { identity, type LinkView } from '#contract/identity.ts';
import { call } from '#web/lib/api.ts';

/** The token after `#`. It is taken out of the address bar at once, so that it stays out of history, pictures and shared addresses. */
export function useToken(): string {
  const [token, setToken] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    const take = () => {
      const found = window.location.hash.slice(1);
      if (found === '') return;
      setToken(found);
      window.history.replaceState(window.history.state, '', window.location.pathname);
    };
    take();
    // A second link opened in the same tab only changes the fragment.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return token;
}

export const useLinkView = (token: string) =>
  useQuery({
    queryKey: ['link', token],
    queryFn: ({ signal }) => call(identity.lookAtLink, { body: { token }, signal }),
    enabled: token.length >= 20,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export function useUseLink(token: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (does: LinkView['does']) => call(identity.useLink, { body: { token, does } }),
    // Cancelling and undoing can end this very browser's session.
    onSuccess: () =>
      void Promise.all([
        queries.invalidateQueries({ queryKey: ['me'] }),
        queries.invalidateQueries({ queryKey: ['settings'] }),
      ]),
  });
}
