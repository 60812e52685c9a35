import { settings } from '#contract/settings.ts';
import { call } from '#web/lib/api.ts';
import { itself, useSettingsChange } from './use-settings.ts';

export const useChangeName = () =>
  useSettingsChange((body: { name: string; was: string }) => call(settings.changeName, { body }), itself);
