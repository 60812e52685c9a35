import type { Preferences, Settings } from '#contract/settings.ts';
import { useField } from './use-field.ts';
import { useChangePreferences } from './use-preferences.ts';

/** One of the preferences; it saves as soon as it is chosen. */
export function usePreference<K extends keyof Preferences>(settings: Pick<Settings, K>, key: K) {
  const { mutateAsync } = useChangePreferences();
  const current: Preferences[K] = settings[key];
  return useField<Preferences[K]>({
    current,
    instant: true,
    save: async (value, was) => (await mutateAsync({ set: { [key]: value }, was: { [key]: was } }))[key],
    readNow: (now) => {
      const value = typeof now === 'object' && now !== null ? Reflect.get(now, key) : now;
      return typeof value === typeof current ? (value as Preferences[K]) : undefined; // the contract gives each preference one type
    },
  });
}

export type Preference<K extends keyof Preferences> = ReturnType<typeof usePreference<K>>;
