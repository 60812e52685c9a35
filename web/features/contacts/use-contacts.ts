import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { contacts } from '#contract/contacts.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import { groups } from '#contract/groups.ts';
import { call } from '#web/lib/api.ts';

/** Which contacts the list shows. */
export interface ContactsFilter {
  readonly search?: string;
  readonly only?: 'unnamed' | 'blocked' | 'screened';
}

export const useContacts = (filter: ContactsFilter) =>
  useInfiniteQuery({
    queryKey: ['contacts', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(contacts.list, {
        query: {
          ...(filter.search && { search: filter.search }),
          ...(filter.only && { show: filter.only }),
          ...(pageParam === undefined ? {} : { after: pageParam }),
          limit: 100,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined, // the first page begins at no place
    getNextPageParam: ({ next }) => next ?? undefined,
    // What was found stays on the screen until what is being searched for is there.
    placeholderData: (before) => before,
  });

export const useContact = (id: string) =>
  useQuery({
    queryKey: ['contacts', 'one', id],
    queryFn: ({ signal }) => call(contacts.read, { params: { id }, signal }),
  });

export const useDuplicates = () =>
  useQuery({ queryKey: ['contacts', 'duplicates'], queryFn: ({ signal }) => call(contacts.duplicates, { signal }) });

/** The line's groups, to choose from. */
export const useGroupChoices = (enabled = true) =>
  useQuery({
    queryKey: ['groups', 'choices'],
    queryFn: ({ signal }) => call(groups.list, { query: { limit: 200 }, signal }),
    enabled,
  });

/** A change of contacts: what shows them asks again, without waiting for the news of it. */
function useChange<Input, Reply>(run: (input: Input) => Promise<Reply>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async () => {
      await Promise.all(['contacts', 'groups'].map((topic) => queries.invalidateQueries({ queryKey: [topic] })));
    },
  });
}

export const useAddContact = () => useChange((body: BodyOf<typeof contacts.add>) => call(contacts.add, { body }));
export const useChangeContact = (id: string) =>
  useChange((body: BodyOf<typeof contacts.change>) => call(contacts.change, { params: { id }, body }));
export const useScreenContact = (id: string) =>
  useChange((screened: boolean) => call(contacts.screen, { params: { id }, body: { screened } }));
export const useDeleteContacts = () => useChange((ids: string[]) => call(contacts.remove, { body: { ids } }));
export const useRestoreContacts = () => useChange((ids: string[]) => call(contacts.restore, { body: { ids } }));
export const useAddToGroup = () =>
  useChange((body: { ids: string[]; groupId: string }) => call(contacts.addToGroup, { body }));
export const useLeaveGroup = (id: string) =>
  useChange((groupId: string) => call(groups.changeMembers, { params: { id: groupId }, body: { remove: [id] } }));
export const useJoinContacts = () =>
  useChange((body: { keep: string; others: string[] }) => call(contacts.join, { body }));
