import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { voice } from '#contract/voice.ts';
import { call } from '#web/lib/api.ts';
import { reading } from '#web/lib/reading.ts';

export type Show = 'all' | 'missed' | 'voicemail';

/** Calls that ring or go on. Every open tab asks again when the server says that something of calls changed. */
export const liveCallsQuery = queryOptions({
  queryKey: ['calls', 'live'],
  queryFn: async ({ signal }) => (await call(voice.liveCalls, { signal })).calls,
  staleTime: 0,
});
export const useLiveCalls = () => useQuery(liveCallsQuery).data ?? [];

export const useCalls = (show: Show) =>
  useInfiniteQuery({
    queryKey: ['calls', 'list', show],
    queryFn: ({ pageParam, signal }) =>
      call(voice.calls, { query: { show, ...(pageParam !== undefined && { before: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** How many voicemails nobody has heard yet, for the navigation. */
export const unheardQuery = queryOptions({
  queryKey: ['calls', 'unheard'],
  ...reading(voice.calls, { query: { show: 'voicemail' } }),
});

/** Whether a number may be called now, and why not; asked again whenever something of calls changes. */
export const useMayCall = (to: string, enabled: boolean) =>
  useQuery({
    queryKey: ['calls', 'may', to],
    queryFn: ({ signal }) => call(voice.mayCall, { query: { to }, signal }),
    enabled,
  });

/** A change of calls; what is on the page is asked for again when it is done. */
function useChange<Input, Result>(change: (input: Input) => Promise<Result>, onDone?: (result: Result) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    // Here it is told even where the part of the page that asked is gone by then.
    ...(onDone && { onSuccess: onDone }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['calls'] }),
  });
}

/** The call that this tab placed last. */
export const placedKey = ['placed call'];

export function usePlaceCall() {
  const queries = useQueryClient();
  return useChange(
    (to: string) => call(voice.place, { body: { to } }),
    ({ id }) => queries.setQueryData(placedKey, id),
  );
}
export const useAcceptCall = (onAnswered: () => void) =>
  useChange((id: string) => call(voice.accept, { params: { id } }), onAnswered);
export const useDeclineCall = () => useChange((id: string) => call(voice.decline, { params: { id } }));
export const useHangUpCall = () => useChange((id: string) => call(voice.hangUp, { params: { id } }));
export const useMarkHeard = () =>
  useChange(({ id, heard }: { id: string; heard: boolean }) =>
    call(voice.markHeard, { params: { id }, body: { heard } }),
  );
export const useRemoveVoicemail = () => useChange((id: string) => call(voice.removeVoicemail, { params: { id } }));
