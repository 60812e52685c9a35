import type { Deps } from '#server/deps.ts';
import { largestGroup } from '#server/features/groups/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import {
  briefOf,
  type PlanInBrief,
  type Telling,
  type WrittenBrief,
  writtenBrief,
} from '#server/features/plan/index.ts';
import { statement } from '#server/platform/db/statement.ts';

/** The plan and what was used of it, in this API's words. */
export type PlanPart = ReturnType<typeof planPartOf>;

interface Found {
  readonly plan: WrittenBrief;
  readonly largest: number;
}

const part: Telling<Found, PlanPart>['part'] = (of) =>
  `json_build_object('plan', ${writtenBrief(of)}, 'largest', ${largestGroup(of)})`;

/** What is told of the plan to a call of this API that asks for it. The call itself is counted in it. */
export const planTelling = (deps: Pick<Deps, 'clock'>): Telling<Found, PlanPart> => ({
  part,
  read: ({ plan, largest }, requests) => planPartOf({ ...briefOf(deps, plan), requests, largest }),
});

/** The same, read by itself. */
export async function readPlanPart(deps: Deps, ref: LineRef): Promise<PlanPart> {
  const [row] = await readPart(deps.db, [ref.companyId, ref.lineId]);
  if (!row) throw new Error('a statement of one row had none');
  return planTelling(deps).read(row.found, row.found.plan.used?.api_requests ?? 0);
}

const readPart = statement<{ found: Found }>(
  'sendhub_plan_part',
  `select ${part({ company: '$1::bigint', line: '$2::bigint' })} as found`,
);

/** Types are mixed here, and clients rely on them: some numbers are texts. */
function planPartOf(plan: PlanInBrief & { requests: number; largest: number }) {
  const { facts, used, allowed, groups } = plan;
  return {
    month_start: facts.since,
    payment_period_end: facts.period.end,
    payment_period_start: facts.period.start,
    plan_usage: {
      api_requests: String(plan.requests),
      current_plan: {
        api_requests: allowed.api_requests,
        groups: groups.allowance,
        max_sms_recipients: plan.recipientsPerMessage,
        maxpergroup: -1,
        messages: allowed.messages,
        plan_cost: plan.monthlyCents ?? 0,
        plan_id: facts.place,
        plan_name: plan.planName,
        voice_minutes: allowed.minutes,
      },
      groups: groups.own,
      maxpergroup: plan.largest,
      messages: String(used.messages ?? 0),
      voice_mail_transcriptions: used.transcriptions ?? 0,
      voice_minutes: used.minutes ?? 0,
    },
  };
}
