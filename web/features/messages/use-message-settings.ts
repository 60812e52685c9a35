import { queryOptions, useQuery } from '@tanstack/react-query';
import { messageSettings } from '#contract/message-settings.ts';
import { reading } from '#web/lib/reading.ts';

export const messageSettingsQuery = queryOptions({
  queryKey: ['settings', 'messages'],
  ...reading(messageSettings.read, {}),
});
export const useMessageSettings = () => useQuery(messageSettingsQuery);
