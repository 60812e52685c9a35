import { useQuery } from '@tanstack/react-query';
import { plannedDeletion } from '#contract/planned-deletion.ts';
import { call } from '#web/lib/api.ts';
import { takeFirst } from '#web/lib/first-facts.ts';

export const plannedKey = ['company', 'deletion', 'planned'] as const;

/** Comes with the page. */
export const usePlannedDeletion = () =>
  useQuery({
    queryKey: plannedKey,
    queryFn: ({ signal }) => call(plannedDeletion, { signal }),
    initialData: () => takeFirst(plannedDeletion),
  });
