import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { messages } from '#contract/messages.ts';
import { call } from '#web/lib/api.ts';
import { reading } from '#web/lib/reading.ts';

/** Texts that wait for their time, and those that could not be sent when it came. */
export const useScheduled = () =>
  useQuery({
    queryKey: ['inbox', 'scheduled'],
    ...reading(messages.scheduled, {}),
    select: ({ scheduled }) => scheduled,
  });

export function useCancelScheduled() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(messages.cancelScheduled, { params: { id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['inbox'] }),
  });
}
