import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { mailbox } from '#contract/mailbox.ts';
import { call } from '#web/lib/api.ts';

const pageSize = 50;
// Nothing announces a mail, so the page asks again; it stops while it is hidden.
const askEveryMs = 2000;

/** All mails, newest first, a page at a time. */
export const useMails = () =>
  useInfiniteQuery({
    queryKey: ['mailbox', 'list'],
    queryFn: async ({ pageParam, signal }) =>
      (await call(mailbox.list, { query: pageParam === undefined ? {} : { before: pageParam }, signal })).mails,
    // The first page starts at the newest mail; every other one at the id of a mail.
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)?.id),
    refetchInterval: askEveryMs,
    staleTime: 0,
  });

/** One mail. It never changes once it was sent. */
export const useMail = (id: string) =>
  useQuery({
    queryKey: ['mailbox', 'mail', id],
    queryFn: ({ signal }) => call(mailbox.read, { params: { id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
