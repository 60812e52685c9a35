import { useQuery } from '@tanstack/react-query';
import { plannedDeletion } from '#contract/planned-deletion.ts';
import { reading } from '#web/lib/reading.ts';

export const plannedKey = ['company', 'deletion', 'planned'] as const;

/** Comes with the page. */
export const usePlannedDeletion = () =>
  useQuery({
    queryKey: plannedKey,
    ...reading(plannedDeletion, {}),
  });
