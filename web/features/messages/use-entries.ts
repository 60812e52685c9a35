import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { inbox } from '#contract/inbox.ts';
import { call } from '#web/lib/api.ts';
import { firstAnswer } from '#web/lib/reading.ts';
import { type EntriesWindow, isBefore, refreshed, withNewer, withOlder } from './entries-window.ts';

const pageSize = 60;
/** So many pages of news are caught up with one by one; after more, only the newest are kept. */
const mostPages = 5;

const keyOf = (threadId: string, around: string | undefined) => ['inbox', 'entries', threadId, around ?? ''] as const;

/**
 * A window into a conversation that grows both ways. News ask again for its newest page and for the one in view, never for
 * all that was scrolled through. `around`: it opens at this entry instead of the newest.
 */
export function useEntries(threadId: string, around: string | undefined) {
  const queries = useQueryClient();
  const queryKey = keyOf(threadId, around);
  const inView = useRef<string>(undefined);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      read(queries.getQueryData<EntriesWindow>(queryKey), threadId, around, inView.current, signal),
    initialData: () =>
      around === undefined
        ? firstAnswer(inbox.entries, { params: { id: threadId }, query: { limit: pageSize } })
        : undefined,
    retry: 1,
  });
  const { grow, growing, growError } = useGrowth(queries, threadId, around);
  return {
    ...query,
    growing,
    growError,
    loadOlder: useCallback(() => grow('older'), [grow]),
    loadNewer: useCallback(() => grow('newer'), [grow]),
    /** Tells which entry is in the middle of the screen. */
    look: useCallback((id: string | undefined) => {
      inView.current = id;
    }, []),
  };
}

async function read(
  known: EntriesWindow | undefined,
  id: string,
  around: string | undefined,
  inView: string | undefined,
  signal: AbortSignal,
): Promise<EntriesWindow> {
  const ask = (query: { before?: string; after?: string; around?: string }) =>
    call(inbox.entries, { params: { id }, query: { ...query, limit: pageSize }, signal });
  if (known === undefined) return ask(around === undefined ? {} : { around });
  const seen = inView === undefined ? known : refreshed(known, await ask({ around: inView }));
  if (seen.newer) return seen;
  return catchUp(seen, ask);
}

/** Asks for the newest page, and backwards from there until it meets what is known. */
async function catchUp(
  known: EntriesWindow,
  ask: (query: { before?: string }) => Promise<EntriesWindow>,
): Promise<EntriesWindow> {
  const newest = known.entries.at(-1)?.id;
  let page = await ask({});
  for (let pages = 1; pages < mostPages; pages += 1) {
    const first = page.entries[0]?.id;
    if (first === undefined || newest === undefined || !page.older || !isBefore(newest, first)) break;
    page = withOlder(page, await ask({ before: first }));
  }
  return refreshed(known, page);
}

function useGrowth(queries: QueryClient, threadId: string, around: string | undefined) {
  const busy = useRef(false);
  const [growing, setGrowing] = useState<'older' | 'newer'>();
  const [growError, setGrowError] = useState<unknown>();
  const grow = useCallback(
    async (way: 'older' | 'newer') => {
      const queryKey = keyOf(threadId, around);
      const known = queries.getQueryData<EntriesWindow>(queryKey);
      const edge = way === 'older' ? known?.entries[0]?.id : known?.entries.at(-1)?.id;
      if (busy.current || edge === undefined || known?.[way] !== true) return;
      busy.current = true;
      setGrowing(way);
      setGrowError(undefined);
      try {
        const query = { ...(way === 'older' ? { before: edge } : { after: edge }), limit: pageSize };
        const page = await call(inbox.entries, { params: { id: threadId }, query });
        queries.setQueryData<EntriesWindow>(queryKey, (now) =>
          now === undefined ? now : way === 'older' ? withOlder(now, page) : withNewer(now, page),
        );
      } catch (error) {
        setGrowError(error);
      } finally {
        busy.current = false;
        setGrowing(undefined);
      }
    },
    [queries, threadId, around],
  );
  return { grow, growing, growError };
}
