import type { Deps } from '#server/deps.ts';
import { largestGroup } from '#server/features/groups/index.ts';
import { type LineRef, ownKeyOf } from '#server/features/identity/index.ts';
import { readPlanAndFacts } from '#server/features/plan/index.ts';
import { readSettings } from '#server/features/settings/index.ts';
import { seconds } from '#server/platform/clock.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { willBeSentAgain } from '#server/platform/http/written.ts';
import { together } from '#server/platform/together.ts';
import { flagsOf } from './flags.ts';
import { imageOf, ownLine, registrationOf } from './own-line.ts';
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
 * Reads the settings for integrations that poll them. Those who ask for one line together share one reading, which began after
 * each of them was counted. What the line's version tells to be unchanged is not read again; the plan is, every time.
 */
export function settingsReader(deps: Deps): (caller: Caller) => Promise<V1Settings> {
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
  return together(
    // Who has just written to the line has seen a newer version than those who ask beside it.
    ({ lineId, lineVersion }) => `${lineId} ${lineVersion ?? ''}`,
    async (caller) => {
      const [{ told }, plan] = await Promise.all([linePart(caller), readPlanPart(deps, caller)]);
      return willBeSentAgain({ ...told, ...plan });
    },
  );
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

async function readPlanPart(deps: Deps, ref: LineRef) {
  const [{ usage, facts }, maxpergroup] = await Promise.all([readPlanAndFacts(deps, ref), largestGroup(deps.db, ref)]);
  return {
    month_start: facts.since,
    payment_period_end: facts.period.end,
    payment_period_start: facts.period.start,
    plan_usage: usageBlock(usage, facts, maxpergroup),
  };
}

type PlanAndFacts = Awaited<ReturnType<typeof readPlanAndFacts>>;

/** Types are mixed here, and clients rely on them: some numbers are texts. */
function usageBlock(usage: PlanAndFacts['usage'], facts: PlanAndFacts['facts'], maxpergroup: number) {
  const meter = (name: string) => usage.meters.find((one) => one.meter === name);
  const used = (name: string) => meter(name)?.own.used ?? 0;
  const allowed = (name: string) => {
    const one = meter(name);
    return !one || one.allowance === -1 ? -1 : one.allowance + one.extra;
  };
  return {
    api_requests: String(used('api_requests')),
    current_plan: {
      api_requests: allowed('api_requests'),
      groups: usage.groups.allowance,
      max_sms_recipients: usage.plan.recipientsPerMessage,
      maxpergroup: -1,
      messages: allowed('messages'),
      plan_cost: usage.plan.monthlyCents ?? 0,
      plan_id: facts.place,
      plan_name: usage.plan.name,
      voice_minutes: allowed('minutes'),
    },
    groups: usage.groups.own,
    maxpergroup,
    messages: String(used('messages')),
    voice_mail_transcriptions: used('transcriptions'),
    voice_minutes: used('minutes'),
  };
}
