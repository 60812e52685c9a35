import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { inbox } from '#contract/inbox.ts';
import { call } from '#web/lib/api.ts';
import { keyOf, type Recipient } from './recipients.ts';

const settleFor = 150;

/** People of conversations whose name or number holds what was typed, without those already chosen. */
export function useSuggestions(typed: string, chosen: readonly Recipient[]) {
  const wanted = typed.trim();
  const [search, setSearch] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(wanted), settleFor);
    return () => clearTimeout(timer);
  }, [wanted]);
  const threads = useQuery({
    queryKey: ['inbox', 'suggestions', search],
    queryFn: ({ signal }) => call(inbox.threads, { query: { search, limit: 10 }, signal }),
    enabled: search !== '',
    placeholderData: (before) => before,
  });
  const taken = new Set(chosen.map(keyOf));
  const found: Recipient[] = (threads.data?.threads ?? [])
    .filter(({ kind, found: inText }) => kind === 'direct' && inText === null)
    .flatMap(({ members }) => members)
    .map(({ contactId, name, number }) =>
      contactId === null ? { kind: 'number', number } : { kind: 'contact', id: contactId, name: name ?? '', number },
    );
  return {
    found: wanted === '' ? [] : found.filter((one) => !taken.has(keyOf(one))),
    /** What is shown answers what is typed. */
    settled: search === wanted && !threads.isFetching,
  };
}
