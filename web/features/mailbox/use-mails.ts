import { useQuery } from '@tanstack/react-query';
import { mailbox } from '#contract/mailbox.ts';
import { call } from '#web/lib/api.ts';

const everyMs = 2000;

/** The newest mails. Nothing announces a mail, so the page asks again while it is looked at. */
export const useMails = () =>
  useQuery({
    queryKey: ['mailbox'],
    queryFn: async ({ signal }) => (await call(mailbox.list, { query: {}, signal })).mails,
    refetchInterval: everyMs,
    staleTime: 0,
  });

/** One mail; it never changes. */
export const useMail = (id: string) =>
  useQuery({
    queryKey: ['mailbox', id],
    queryFn: ({ signal }) => call(mailbox.read, { params: { id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
