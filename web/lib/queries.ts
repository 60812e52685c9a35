import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { identity, type Me } from '#contract/identity.ts';
import { call, Refusal, refusalFrom } from './api.ts';
import { takeFact } from './first-facts.ts';
import { firstAnswer } from './reading.ts';

/** The server said no for a reason; asking again would get the same answer. */
export const isFinal = (error: unknown) => error instanceof Refusal && error.status >= 400 && error.status < 500;

export const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      // The server tells us when something changed (live updates), so data stays fresh until then.
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => !isFinal(error) && failures < 2,
        retryDelay: (n) => Math.min(1000 * 2 ** n, 5000),
      },
      // A change is never repeated on its own: the person sees that it failed and decides.
      mutations: { retry: false, networkMode: 'always' },
    },
  });

/**
 * Who is signed in; null when nobody is. It takes no signal: the router waits for the same answer, and must get it though
 * the component that also asked is gone.
 */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await call(identity.me, {});
    } catch (error) {
      if (error instanceof Refusal && error.code === notIn) return null;
      throw error;
    }
  },
  initialData: (): Me | null | undefined => {
    const fact = takeFact(identity.me.path);
    if (fact === undefined || fact.status < 400) return fact?.body as Me | undefined; // validated by the server against this schema
    return refusalFrom(fact.status, JSON.stringify(fact.body)).code === notIn ? null : undefined;
  },
});
const notIn = 'identity.sign_in_needed';
export const useMe = () => useQuery(meQuery).data ?? null;

/** What a visitor may know: whether one can sign up here, and what stands in for the phone network and mail. */
export const startQuery = queryOptions({
  queryKey: ['start'],
  queryFn: () => call(identity.start, {}),
  initialData: () => firstAnswer(identity.start, {}),
  staleTime: 5 * 60_000,
});
export const useStart = () => useQuery(startQuery).data;
