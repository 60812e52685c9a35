import { useMutation } from '@tanstack/react-query';
import type { BodyOf } from '#contract/endpoint.ts';
import { type Settings, settings } from '#contract/settings.ts';
import { call } from '#web/lib/api.ts';
import { itself, useSettingsChange } from './use-settings.ts';

const besideKey = (reply: { settings: Settings }) => reply.settings;
// Keys are secrets: a reply that holds one is dropped as soon as nothing shows it.
const forget = { gcTime: 0 } as const;

export const useShowKey = () => useMutation({ mutationFn: () => call(settings.showKey, {}), ...forget });
export const useRotateKey = () =>
  useSettingsChange(
    (oldKeyHours: BodyOf<typeof settings.rotateKey>['oldKeyHours']) =>
      call(settings.rotateKey, { body: { oldKeyHours } }),
    besideKey,
    forget,
  );
export const useMakeKey = () =>
  useSettingsChange((body: BodyOf<typeof settings.makeKey>) => call(settings.makeKey, { body }), besideKey, forget);
export const useKeyRate = () =>
  useSettingsChange(
    ({ id, perMinute }: { id: string; perMinute: number | null }) =>
      call(settings.changeKeyRate, { params: { id }, body: { perMinute } }),
    itself,
  );
export const useRevokeKey = () =>
  useSettingsChange((id: string) => call(settings.revokeKey, { params: { id } }), itself);
