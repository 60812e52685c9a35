import { queryOptions, useQuery } from '@tanstack/react-query';
import { messageSettings } from '#contract/message-settings.ts';
import { call } from '#web/lib/api.ts';

export const messageSettingsQuery = queryOptions({
  queryKey: ['settings', 'messages'],
  queryFn: ({ signal }) => call(messageSettings.read, { signal }),
});
export const useMessageSettings = () => useQuery(messageSettingsQuery);
