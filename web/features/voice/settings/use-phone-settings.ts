import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type CallRules, type PhoneSettings, voice, voiceErrors } from '#contract/voice.ts';
import { call, Refusal } from '#web/lib/api.ts';
import { useSaved } from '#web/ui/save-state.tsx';

export const phoneSettingsQuery = queryOptions({
  queryKey: ['settings', 'phone'],
  queryFn: ({ signal }): Promise<PhoneSettings> => call(voice.phoneSettings, { signal }),
});
export const usePhoneSettings = () => useQuery(phoneSettingsQuery);

/** A change of Phone Settings: the page shows its reply at once. */
export function usePhoneChange<Input>(run: (input: Input) => Promise<PhoneSettings>) {
  const queries = useQueryClient();
  const { saved, markSaved } = useSaved();
  const change = useMutation({
    mutationFn: run,
    onSuccess: async (now) => {
      await queries.cancelQueries({ queryKey: phoneSettingsQuery.queryKey });
      queries.setQueryData(phoneSettingsQuery.queryKey, now);
      markSaved();
    },
    onError: (error) => {
      if (isElsewhere(error)) void queries.invalidateQueries({ queryKey: phoneSettingsQuery.queryKey });
    },
  });
  return { ...change, saved: saved && !change.isPending };
}

/** One rule, set and saved in one go, over what stood when it was shown. */
export function useRule<K extends keyof CallRules>(settings: PhoneSettings, key: K) {
  const was = settings.rules[key];
  const change = usePhoneChange((value: CallRules[K]) =>
    call(voice.changeRules, { body: { set: { [key]: value }, was: { [key]: was } } }),
  );
  return {
    value: change.isPending ? change.variables : was,
    set: change.mutate,
    saved: change.saved,
    error: change.error,
  };
}

export const isElsewhere = (error: unknown) =>
  error instanceof Refusal && error.code === voiceErrors.changedElsewhere.code;
