import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { contacts } from '#contract/contacts.ts';
import { groups } from '#contract/groups.ts';
import { call } from '#web/lib/api.ts';
import { keyOf, type Recipient } from './recipients.ts';

const settleFor = 150;

/** Contacts and groups whose name or number holds what was typed, without those already chosen; groups only for who may text them. */
export function useSuggestions(typed: string, chosen: readonly Recipient[], withGroups: boolean) {
  const wanted = typed.trim();
  const [search] = useDebouncedValue(wanted, settleFor);
  const people = useQuery({
    queryKey: ['contacts', 'suggestions', search],
    queryFn: ({ signal }) => call(contacts.list, { query: { search, limit: 6 }, signal }),
    enabled: search !== '',
    placeholderData: (before) => before,
  });
  const sets = useQuery({
    queryKey: ['groups', 'suggestions', search],
    queryFn: ({ signal }) => call(groups.list, { query: { search, limit: 4 }, signal }),
    enabled: withGroups && search !== '',
    placeholderData: (before) => before,
  });
  const taken = new Set(chosen.map(keyOf));
  const found: Recipient[] = [
    ...(sets.data?.groups ?? []).map(({ id, name, size }) => ({ kind: 'group' as const, id, name, size })),
    ...(people.data?.contacts ?? []).map(({ id, name, number }) => ({ kind: 'contact' as const, id, name, number })),
  ];
  return {
    found: wanted === '' ? [] : found.filter((one) => !taken.has(keyOf(one))),
    /** What is shown answers what is typed. */
    settled: search === wanted && !people.isFetching && !sets.isFetching,
  };
}
