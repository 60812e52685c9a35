import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { contacts } from '#contract/contacts.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import { groups } from '#contract/groups.ts';
import { call } from '#web/lib/api.ts';

export interface GroupsFilter {
  readonly search?: string;
}

export const useGroups = (filter: GroupsFilter) =>
  useInfiniteQuery({
    queryKey: ['groups', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(groups.list, {
        query: { ...filter, ...(pageParam === undefined ? {} : { after: pageParam }), limit: 100 },
        signal,
      }),
    initialPageParam: undefined as string | undefined, // the first page begins at no place
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });

export const useGroup = (id: string) =>
  useQuery({ queryKey: ['groups', 'one', id], queryFn: ({ signal }) => call(groups.read, { params: { id }, signal }) });

export const useMembers = (id: string) =>
  useInfiniteQuery({
    queryKey: ['groups', 'members', id],
    queryFn: ({ pageParam, signal }) =>
      call(groups.members, {
        params: { id },
        query: { ...(pageParam === undefined ? {} : { after: pageParam }), limit: 100 },
        signal,
      }),
    initialPageParam: undefined as string | undefined, // the first page begins at no place
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** Contacts that hold what is typed. */
export const useFound = (search: string) =>
  useQuery({
    queryKey: ['contacts', 'found', search],
    queryFn: ({ signal }) => call(contacts.list, { query: { search, limit: 8 }, signal }),
    enabled: search !== '',
    placeholderData: (before) => before,
  });

/** A change of groups: what shows them asks again, without waiting for the news of it. */
function useChange<Input, Reply>(run: (input: Input) => Promise<Reply>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async () => {
      await Promise.all(['contacts', 'groups'].map((topic) => queries.invalidateQueries({ queryKey: [topic] })));
    },
  });
}

export const useAddGroup = () => useChange((body: BodyOf<typeof groups.add>) => call(groups.add, { body }));
export const useChangeGroup = (id: string) =>
  useChange((body: BodyOf<typeof groups.change>) => call(groups.change, { params: { id }, body }));
export const useDeleteGroup = () => useChange((id: string) => call(groups.remove, { params: { id } }));
export const useRestoreGroup = () => useChange((id: string) => call(groups.restore, { params: { id } }));
export const useChangeMembers = (id: string) =>
  useChange((body: { add?: string[]; remove?: string[] }) => call(groups.changeMembers, { params: { id }, body }));
