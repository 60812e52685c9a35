import { settings } from '#contract/settings.ts';
import { call } from '#web/lib/api.ts';
import { itself, useSettingsChange } from './use-settings.ts';

export const useProposeEmail = () =>
  useSettingsChange((email: string) => call(settings.proposeEmail, { body: { email } }), itself);
export const useResendEmail = () => useSettingsChange((_: undefined) => call(settings.resendEmail, {}), itself);
export const useCancelEmail = () => useSettingsChange((_: undefined) => call(settings.cancelEmail, {}), itself);
