import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Delivery, webhooks } from '#contract/webhooks.ts';
import { call } from '#web/lib/api.ts';

const queryKey = ['settings', 'webhook deliveries'] as const;
const isOpen = (delivery: Delivery | undefined) => delivery?.state === 'waiting';

/** The newest delivery of a test event; asked for again until it came to something. */
export const useLastTest = (enabled: boolean) =>
  useQuery({
    queryKey: [...queryKey, 'last'],
    queryFn: async ({ signal }) => (await call(webhooks.deliveries, { query: { limit: 20 }, signal })).deliveries,
    select: (deliveries) => deliveries.find(({ event }) => event === 'test') ?? null,
    enabled,
    refetchInterval: ({ state }) => (state.data?.some(isOpen) === true ? 1500 : false),
  });

export const useDeliveries = () =>
  useInfiniteQuery({
    queryKey: [...queryKey, 'all'],
    queryFn: ({ pageParam, signal }) =>
      call(webhooks.deliveries, {
        query: { ...(pageParam === undefined ? {} : { before: pageParam }), limit: 20 },
        signal,
      }),
    initialPageParam: undefined as string | undefined, // the first page begins at no cursor
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.deliveries.some(isOpen) === true ? 3000 : false),
  });

function useWebhookAct<Input, Reply>(act: (input: Input) => Promise<Reply>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries({ queryKey }) });
}
export const useSendTest = () => useWebhookAct((_: undefined) => call(webhooks.test, {}));
export const useSendAgain = () => useWebhookAct((id: string) => call(webhooks.sendAgain, { params: { id } }));
export const useShowSecret = () => useMutation({ mutationFn: () => call(webhooks.showSecret, {}) });
export const useRotateSecret = () => useMutation({ mutationFn: () => call(webhooks.rotateSecret, {}) });
