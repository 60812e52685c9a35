import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { type Billing, billing } from '#contract/billing.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import { call } from '#web/lib/api.ts';

const billingQuery = queryOptions({
  queryKey: ['plan', 'billing'],
  queryFn: ({ signal }): Promise<Billing> => call(billing.read, { signal }),
});
export const useBilling = () => useQuery(billingQuery);

export const useInvoices = () =>
  useInfiniteQuery({
    queryKey: ['plan', 'invoices'],
    queryFn: ({ signal, pageParam }) =>
      call(billing.invoices, { signal, query: pageParam === undefined ? {} : { before: pageParam } }),
    initialPageParam: undefined as number | undefined, // the first page is asked for without
    getNextPageParam: ({ before }) => before ?? undefined,
  });

export const useInvoice = (id: string) =>
  useQuery({
    queryKey: ['plan', 'invoice', id],
    queryFn: ({ signal }) => call(billing.invoice, { params: { id }, signal }),
    placeholderData: keepPreviousData,
  });

/** A change of what "Change Plan" shows: the answer is what stands after it, and everything else of the plan is asked for anew. */
function useChange<V>(act: (value: V) => Promise<Billing>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (now) => {
      queries.setQueryData(billingQuery.queryKey, now);
      void queries.invalidateQueries({ queryKey: ['plan'] });
    },
  });
}

export type Wish = BodyOf<typeof billing.quote>;
export const useQuote = () => useMutation({ mutationFn: (wish: Wish) => call(billing.quote, { body: wish }) });
export const useConfirm = () => useChange((token: string) => call(billing.confirm, { body: { token } }));
export const useKeepPlan = () => useChange(() => call(billing.keepPlan, {}));
export const useTakeCard = () => useChange((page: string) => call(billing.takeCard, { body: { page } }));
/** Leads to the payment service's own page. */
export const useOpenCardPage = () =>
  useMutation({
    mutationFn: () => call(billing.openCardPage, {}),
    onSuccess: ({ url }) => window.location.assign(url),
  });
export function usePayInvoice(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(billing.payInvoice, { params: { id } }),
    onSuccess: (now) => queries.setQueryData(['plan', 'invoice', id], now),
  });
}
