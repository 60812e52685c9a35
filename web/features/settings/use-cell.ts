import { settings } from '#contract/settings.ts';
import { call } from '#web/lib/api.ts';
import { itself, useSettingsChange } from './use-settings.ts';

export const useProposeCell = () =>
  useSettingsChange((number: string) => call(settings.proposeCell, { body: { number } }), itself);
export const useResendCell = () => useSettingsChange((_: undefined) => call(settings.resendCell, {}), itself);
export const useVerifyCell = () =>
  useSettingsChange((code: string) => call(settings.verifyCell, { body: { code } }), itself);
export const useCancelCell = () => useSettingsChange((_: undefined) => call(settings.cancelCell, {}), itself);
export const useRemoveCell = () => useSettingsChange((_: undefined) => call(settings.removeCell, {}), itself);
