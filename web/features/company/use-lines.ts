import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyOf } from '#contract/endpoint.ts';
import { type Lines, lines } from '#contract/lines.ts';
import type { Role } from '#contract/policy.ts';
import { call } from '#web/lib/api.ts';

const linesQuery = queryOptions({
  queryKey: ['lines'],
  queryFn: ({ signal }): Promise<Lines> => call(lines.list, { signal }),
});
export const useLines = () => useQuery(linesQuery);

/** A change of the lines: the page shows its reply at once. */
function useLinesChange<Input>(run: (input: Input) => Promise<Lines>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async (reply) => {
      await queries.cancelQueries({ queryKey: linesQuery.queryKey });
      queries.setQueryData(linesQuery.queryKey, reply);
    },
  });
}

export const useInvite = () => useLinesChange((body: BodyOf<typeof lines.invite>) => call(lines.invite, { body }));
export const useResendInvitation = () =>
  useLinesChange((id: string) => call(lines.resendInvitation, { params: { id } }));
export const useWithdrawInvitation = () =>
  useLinesChange((id: string) => call(lines.withdrawInvitation, { params: { id } }));
export const useChangeRoles = (id: string) =>
  useLinesChange((roles: Role[]) => call(lines.changeRoles, { params: { id }, body: { roles } }));
export const useSuspend = (id: string) => useLinesChange(() => call(lines.suspend, { params: { id } }));
export const useResume = (id: string) => useLinesChange(() => call(lines.resume, { params: { id } }));
export const useStartReset = (id: string) => useLinesChange(() => call(lines.startReset, { params: { id } }));
export const useClearLockOut = (id: string) => useLinesChange(() => call(lines.clearLockOut, { params: { id } }));
export const useClearSecondStep = (id: string) => useLinesChange(() => call(lines.clearSecondStep, { params: { id } }));
export const useRemoveLine = (id: string) =>
  useLinesChange((body: BodyOf<typeof lines.remove>) => call(lines.remove, { params: { id }, body }));
export const useUndoRemoval = (id: string) => useLinesChange(() => call(lines.undoRemoval, { params: { id } }));
