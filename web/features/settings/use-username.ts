import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { identity } from '#contract/identity.ts';
import { settings } from '#contract/settings.ts';
import { call } from '#web/lib/api.ts';
import { itself, useSettingsChange } from './use-settings.ts';

export const useChangeUsername = () =>
  useSettingsChange((body: { username: string; was: string }) => call(settings.changeUsername, { body }), itself);

/** Whether a username could be taken, asked once the typing rests. `undefined`: not known (yet). */
export function useUsernameCheck(username: string, wanted: boolean) {
  const [rested] = useDebouncedValue(username.trim(), 350);
  const check = useQuery({
    queryKey: ['username-check', rested],
    queryFn: ({ signal }) => call(identity.checkUsername, { query: { username: rested }, signal }),
    enabled: wanted && rested !== '',
    staleTime: 10_000,
    retry: false,
  });
  const current = wanted && rested === username.trim() && rested !== '';
  return { answer: current ? check.data : undefined, checking: wanted && (!current || check.isFetching) };
}
