import { type Preferences, settings } from '#contract/settings.ts';
import { call } from '#web/lib/api.ts';
import { itself, useSettingsChange } from './use-settings.ts';

export const useChangePreferences = () =>
  useSettingsChange(
    (body: { set: Partial<Preferences>; was: Partial<Preferences> }) => call(settings.changePreferences, { body }),
    itself,
  );
