import type { BodyOf } from '#contract/endpoint.ts';
import { settings } from '#contract/settings.ts';
import { call } from '#web/lib/api.ts';
import { itself, useSettingsChange } from './use-settings.ts';

export const useSendPasswordCode = () =>
  useSettingsChange((_: undefined) => call(settings.sendPasswordCode, {}), itself);
export const useCancelPasswordCode = () =>
  useSettingsChange((_: undefined) => call(settings.cancelPasswordCode, {}), itself);
export const useUpdatePassword = () =>
  useSettingsChange((body: BodyOf<typeof settings.updatePassword>) => call(settings.updatePassword, { body }), itself);
