import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Settings, settings } from '#contract/settings.ts';
import { call } from '#web/lib/api.ts';

const key = ['settings'] as const;

/** What waits to be proven, as My Settings has it. */
export const useWaiting = () => useQuery({ queryKey: key, queryFn: ({ signal }) => call(settings.read, { signal }) });

/** Puts the reply where every page reads it; the checklist's own marks come with `me`. */
function useTake() {
  const queries = useQueryClient();
  return (reply: Settings) => {
    queries.setQueryData(key, reply);
    void queries.invalidateQueries({ queryKey: ['me'] });
  };
}

export const useVerifyCell = () => {
  const take = useTake();
  return useMutation({ mutationFn: (code: string) => call(settings.verifyCell, { body: { code } }), onSuccess: take });
};
export const useResendCell = () => {
  const take = useTake();
  return useMutation({ mutationFn: () => call(settings.resendCell, {}), onSuccess: take });
};
export const useResendEmail = () => {
  const take = useTake();
  return useMutation({ mutationFn: () => call(settings.resendEmail, {}), onSuccess: take });
};
