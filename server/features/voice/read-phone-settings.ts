import { commonErrors } from '#contract/endpoint.ts';
import type { PhoneSettings } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { defaultGreeting, secondsOfGreeting } from './greeting-files.ts';
import { findLine, listBlocked } from './store.ts';
import { canTranscribe } from './transcribers.ts';
import { usualRules } from './usual-rules.ts';

/** Phone Settings as they stand. */
export async function readPhoneSettings(deps: Deps, caller: LineRef): Promise<PhoneSettings> {
  const [found, blocked, canSpeak, transcribes] = await Promise.all([
    findLine(deps.db, caller.companyId, caller.lineId),
    listBlocked(deps.db, caller.companyId, caller.lineId),
    deps.speaker.canSpeak(),
    canTranscribe(deps),
  ]);
  if (!found) throw new AppError(commonErrors.signInNeeded);
  const { settings } = found;
  const until = settings?.doNotDisturbUntil ?? null;
  const key = settings?.greetingFile ?? defaultGreeting(found.line.language);
  return {
    rules: { ...usualRules, ...settings?.rules },
    doNotDisturbUntil: until !== null && until > deps.clock.now() ? until.toISOString() : null,
    greeting: {
      kind: settings?.greetingText ? 'text' : settings?.greetingFile ? 'recording' : 'default',
      text: settings?.greetingText ?? null,
      seconds: settings?.greetingSeconds ?? (await secondsOfGreeting(deps.files, key)),
      // Another greeting is another address: nothing that was kept by the browser is played for it.
      url: `/api/settings/phone/greeting?${key}`,
    },
    blocked: blocked.map((one) => ({ number: one.number, at: (one.at ?? deps.clock.now()).toISOString() })),
    cell: found.line.cell,
    number: found.line.number,
    hasHours: found.company.businessHours !== null,
    canSpeak,
    canTranscribe: transcribes,
  };
}
