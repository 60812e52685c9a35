import type { Deps } from '#server/deps.ts';
import { sameBytes } from '#server/platform/secrets.ts';
import type { CallRef, CallRow } from './store.ts';

type Where = Pick<CallRow, 'companyId' | 'id'>;
export const voiceEvents = [
  'incoming',
  'status',
  'step',
  'rung',
  'screened',
  'cell',
  'pressed',
  'leg',
  'recorded',
  'recording',
] as const;
export type VoiceEvent = (typeof voiceEvents)[number];

/** Where the carrier asks or tells about a call. */
export function eventUrl(
  deps: Pick<Deps, 'config'>,
  event: VoiceEvent,
  call: Where,
  more: Record<string, string> = {},
) {
  const query = new URLSearchParams({ company: call.companyId, call: call.id, ...more });
  return `${deps.config.publicUrl}/carrier/main/voice/${event}?${query}`;
}

const token = (deps: Pick<Deps, 'secrets'>, companyId: string, callId: string) =>
  deps.secrets.mac('call sound', companyId, callId).subarray(0, 18);

/** Where the carrier brings the sound of a call. No query: carriers do not keep it. */
export function soundUrl(deps: Pick<Deps, 'config' | 'secrets'>, call: Where): string {
  const base = deps.config.publicUrl.replace(/^http/, 'ws');
  return `${base}/carrier/main/media/${call.companyId}/${call.id}/${token(deps, call.companyId, call.id).toString('base64url')}`;
}

export const isSoundToken = (deps: Pick<Deps, 'secrets'>, ref: CallRef, given: string) =>
  sameBytes(token(deps, ref.companyId, ref.callId), Buffer.from(given, 'base64url'));

/** Where a greeting is fetched: its key cannot be guessed, and it is played to everybody who calls anyway. */
export const greetingUrl = (deps: Pick<Deps, 'config'>, key: string) =>
  `${deps.config.publicUrl}/carrier/main/sounds/${key}`;
