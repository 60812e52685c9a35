import {
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { ReplyOf } from '#contract/endpoint.ts';
import { inbox } from '#contract/inbox.ts';
import type { Thread } from '#contract/messages.ts';
import { call } from '#web/lib/api.ts';
import { firstAnswer, reading } from '#web/lib/reading.ts';

/** Which threads the list shows. */
export interface InboxFilter {
  readonly show?: 'unread' | 'starred';
  readonly label?: string;
  readonly search?: string;
}

export type ListedThread = ReplyOf<typeof inbox.threads>['threads'][number];

/** The first page without a filter travels with the inbox's own page: its address is named in the server's list. */
const threadsPage = (filter: InboxFilter, before?: string) => ({
  query: {
    ...(filter.show === 'unread' ? { unread: true } : {}),
    ...(filter.show === 'starred' ? { starred: true } : {}),
    ...(filter.label === undefined ? {} : { label: filter.label }),
    ...(filter.search === undefined ? {} : { search: filter.search }),
    ...(before === undefined ? {} : { before }),
    limit: 40,
  },
});

export const useThreads = (filter: InboxFilter) =>
  useInfiniteQuery({
    queryKey: ['inbox', 'threads', filter],
    queryFn: ({ pageParam, signal }) => call(inbox.threads, { ...threadsPage(filter, pageParam), signal }),
    initialData: () => {
      const first = firstAnswer(inbox.threads, threadsPage(filter));
      return first && { pages: [first], pageParams: [undefined] };
    },
    initialPageParam: undefined as string | undefined, // the first page begins at no cursor
    getNextPageParam: ({ next }) => next ?? undefined,
    // What was found stays on the screen until what is being searched for is there.
    placeholderData: (before) => before,
  });

const threadQuery = (id: string) =>
  queryOptions({
    queryKey: ['inbox', 'thread', id],
    ...reading(inbox.thread, { params: { id } }),
  });
export const useThread = (id: string) => useQuery(threadQuery(id));

/** Unread threads in all, and the newest of them. */
export const unreadQuery = queryOptions({
  queryKey: ['inbox', 'unread'],
  ...reading(inbox.threads, { query: { unread: true, limit: 5 } }),
});

export const useLabels = (enabled: boolean) =>
  useQuery({
    queryKey: ['inbox', 'labels'],
    ...reading(inbox.labels, {}),
    select: ({ labels }) => labels,
    enabled,
  });

/** A change of one thread: shown at once, taken back if the server refuses. */
export function useThreadChange<Input>(
  thread: Thread,
  change: (thread: Thread, input: Input) => Thread,
  run: (input: Input) => Promise<Thread>,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onMutate: (input) => show(queries, change(thread, input)),
    onSuccess: (now) => show(queries, now),
    onError: () => show(queries, thread),
    onSettled: () => queries.invalidateQueries({ queryKey: ['inbox'] }),
  });
}

type Pages = { pages: { threads: ListedThread[] }[] };
function show(queries: QueryClient, thread: Thread) {
  queries.setQueryData(threadQuery(thread.id).queryKey, thread);
  queries.setQueriesData<Pages>({ queryKey: ['inbox', 'threads'] }, (list) =>
    list === undefined
      ? list
      : {
          ...list,
          pages: list.pages.map((page) => ({
            ...page,
            threads: page.threads.map((one) => (one.id === thread.id ? { ...one, ...thread } : one)),
          })),
        },
  );
}

export const useStar = (thread: Thread) =>
  useThreadChange(
    thread,
    (now, starred: boolean) => ({ ...now, starred }),
    (starred) => call(inbox.star, { params: { id: thread.id }, body: { starred } }),
  );
export const useMarkRead = (thread: Thread) =>
  useThreadChange(
    thread,
    (now, read: boolean) => ({ ...now, unread: read ? 0 : Math.max(1, now.unread) }),
    (read) => call(inbox.markRead, { params: { id: thread.id }, body: { read } }),
  );
export const useSetLabels = (thread: Thread) =>
  useThreadChange(
    thread,
    (now, labels: readonly string[]) => ({ ...now, labels: [...labels] }),
    (labels) => call(inbox.label, { params: { id: thread.id }, body: { labels: [...labels] } }),
  );

/** Deleting and bringing back: of a thread, and of one entry in it. */
export function useDeletion() {
  const queries = useQueryClient();
  const settle = { onSettled: () => queries.invalidateQueries({ queryKey: ['inbox'] }) };
  const by = (id: string) => ({ params: { id } });
  return {
    deleteThread: useMutation({ mutationFn: (id: string) => call(inbox.deleteThread, by(id)), ...settle }),
    restoreThread: useMutation({ mutationFn: (id: string) => call(inbox.restoreThread, by(id)), ...settle }),
    deleteEntry: useMutation({ mutationFn: (id: string) => call(inbox.deleteEntry, by(id)), ...settle }),
    restoreEntry: useMutation({ mutationFn: (id: string) => call(inbox.restoreEntry, by(id)), ...settle }),
  };
}
