import type { Deps } from '#server/deps.ts';
import { ownKeyOf } from '#server/features/identity/index.ts';
import { readSettings } from '#server/features/settings/index.ts';
import { seconds } from '#server/platform/clock.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { willBeSentAgain } from '#server/platform/http/written.ts';
import { flagsOf } from './flags.ts';
import { imageOf, ownLine, registrationOf } from './own-line.ts';
import { type PlanPart, readPlanPart } from './plan-part.ts';
import { stamp } from './wire.ts';

export type V1Settings = Awaited<ReturnType<typeof readSettingsNow>>;

/** The settings of a line in this API's words, as they stand now. */
export async function readSettingsNow(deps: Deps, caller: Caller) {
  const [{ told }, plan] = await Promise.all([readLinePart(deps, caller), readPlanPart(deps, caller)]);
  return { ...told, ...plan };
}

/** What changes beside the line's version: what runs out by itself. */
const goodFor = seconds(1);

/**
 * The settings for integrations that poll them. Calls that were counted together were told the plan together, and share one
 * reply, written once. What the line's version tells to be unchanged is not read again.
 */
export function settingsReader(deps: Deps): (caller: Caller, plan: PlanPart) => Promise<V1Settings> {
  const known = new Map<string, { version: number; at: number; part: LinePart }>();
  const linePart = async (caller: Caller): Promise<LinePart> => {
    const version = caller.lineVersion;
    const at = deps.clock.now().getTime();
    const kept = known.get(caller.lineId);
    if (kept && kept.version === version && Math.abs(at - kept.at) < goodFor) return kept.part;
    const part = await readLinePart(deps, caller);
    if (version !== undefined && !part.waits) {
      if (known.size > 10_000) known.clear();
      known.set(caller.lineId, { version, at, part });
    }
    return part;
  };
  const shared = new WeakMap<PlanPart, Promise<V1Settings>>();
  const compose = async (caller: Caller, plan: PlanPart) =>
    willBeSentAgain({ ...(await linePart(caller)).told, ...plan });
  return (caller, plan) => {
    const reply = shared.get(plan) ?? compose(caller, plan);
    shared.set(plan, reply);
    return reply;
  };
}

type LinePart = Awaited<ReturnType<typeof readLinePart>>;

async function readLinePart(deps: Deps, caller: Caller) {
  const { line, company, hasFactor } = await ownLine({ deps, caller });
  const [settings, flags, apiKey] = await Promise.all([
    readSettings(deps, caller),
    flagsOf(deps, line),
    ownKeyOf(deps.db, deps, caller),
  ]);
  const { cell, email, password } = settings;
  const { mask_caller_id: _, ...shown } = flags;
  const told = {
    ...shown,
    api_key: apiKey,
    auto_attendant_greeting_url: null,
    auto_upgrade_plan: false,
    conference_lines_enabled: false,
    createdTs: stamp(line.createdAt),
    customer_id: null,
    deleted: null,
    ent_toll_free_enabled: false,
    enterprise_id: company.id,
    firstPaymentTs: null,
    id: line.id,
    image: imageOf({ deps }, line),
    is_verified_email: line.email !== null,
    mfa_enabled: hasFactor,
    mfa_enforced: company.secondFactorRequired,
    mixpanelid: null,
    modifiedTs: stamp(line.passwordChangedAt),
    name: line.name,
    onboarding_mobile_finished: line.cell !== null,
    onboarding_web_finished: true,
    pending_email: email.waiting?.target ?? null,
    pending_phone_number: cell.waiting?.target ?? '',
    phone_number: line.cell ?? '',
    pusher_key: 'none',
    registration_status: registrationOf(line),
    resource_uri: '/settings',
    settings_json: JSON.stringify(flags),
    siftScienceLabel: null,
    toll_free_number: null,
    voicemail_greeting_url: null,
  };
  // Codes and links that wait run out by themselves.
  return { told, waits: (cell.waiting ?? email.waiting ?? password.waiting) !== null };
}
