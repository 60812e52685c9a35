import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { deletion } from '#contract/deletion.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import { call } from '#web/lib/api.ts';

const key = ['company', 'deletion'] as const;

export const useDeletion = (enabled = true) =>
  useQuery({ queryKey: key, queryFn: ({ signal }) => call(deletion.read, { signal }), enabled });

export function useStartDeletion() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyOf<typeof deletion.start>) => call(deletion.start, { body }),
    onSuccess: (reply) => queries.setQueryData(key, reply),
  });
}

export function useKeepCompany() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(deletion.keep, {}),
    onSuccess: (reply) => queries.setQueryData(key, reply),
    // Somebody else kept it, or it has begun: the page says what stands now.
    onError: () => void queries.invalidateQueries({ queryKey: key }),
  });
}
