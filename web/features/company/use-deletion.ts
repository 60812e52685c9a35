import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Deletion, deletion } from '#contract/deletion.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import { identity } from '#contract/identity.ts';
import { factorErrors } from '#contract/proofs.ts';
import { call, Refusal } from '#web/lib/api.ts';
import { plannedKey } from './use-planned-deletion.ts';

const key = ['company', 'deletion'] as const;

export const useDeletion = (enabled = true) =>
  useQuery({ queryKey: key, queryFn: ({ signal }) => call(deletion.read, { signal }), enabled });

export function useStartDeletion() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: BodyOf<typeof deletion.start>) => {
      // The password typed here proves the session too, so that it is not asked for a second time. Where a second step is set up,
      // that is what the session is proven by, and it is asked for as everywhere.
      await call(identity.prove, { body: { password: body.password } }).catch((error: unknown) => {
        if (!(error instanceof Refusal && error.code === factorErrors.proofWrong.code)) throw error;
      });
      return call(deletion.start, { body });
    },
    onSuccess: (reply) => stands(queries, reply),
  });
}

export function useKeepCompany() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(deletion.keep, {}),
    onSuccess: (reply) => stands(queries, reply),
    // Somebody else kept it, or it has begun: the page says what stands now.
    onError: () => void queries.invalidateQueries({ queryKey: key }),
  });
}

function stands(queries: QueryClient, reply: Deletion): void {
  queries.setQueryData(key, reply);
  queries.setQueryData(plannedKey, { company: reply.company, planned: reply.planned });
}
