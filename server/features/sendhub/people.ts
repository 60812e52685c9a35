import type { Role } from '#contract/endpoint.ts';
import { may } from '#contract/policy.ts';
import { findLineAndCompany, type Line, pageOfLines } from '#server/features/identity/index.ts';
import { countUnread } from '#server/features/messages/index.ts';
import { type PlanFacts, planFacts } from '#server/features/plan/index.ts';
import type { V1Call } from './call.ts';
import { flagsOf } from './flags.ts';
import { imageOf, ownLine, registrationOf } from './own-line.ts';
import { metaOf, readPage, refuseFilters } from './page.ts';
import { notFound } from './refusals.ts';
import { idOf, shortStamp, stamp } from './wire.ts';

/** GET /v1/profile: the calling line. */
export async function showProfile(call: V1Call) {
  const { deps, caller } = call;
  const { line, company } = await ownLine(call);
  const { total } = await pageOfLines(deps.db, caller.companyId, { limit: 1, offset: 0 });
  const plan = await planFacts(deps, caller.companyId);
  return {
    auth_groups: authGroups(line.roles),
    date_joined: stamp(line.createdAt),
    downvotes: 0,
    email: line.email ?? '',
    enterprise: company.name,
    enterprise_id: company.id,
    enterpriseJoinLink: null,
    enterpriseSize: total,
    mixpanel_id: null,
    name: line.name,
    onboarding_mobile_finished: line.cell !== null,
    onboarding_web_finished: true,
    payment_plan_id: plan.place,
    resource_uri: '/v1/profile',
    sendhub_number: national(line.number),
    unread: await countUnread(deps.db, caller),
    upvotes: 0,
    user_id: line.id,
    username: line.username,
  };
}

/** GET /v1/enterprises/{id}: the company of the calling line; another one is not found. */
export async function showEnterprise(call: V1Call) {
  const { company } = await ownEnterprise(call);
  const plan = await planFacts(call.deps, call.caller.companyId);
  return {
    brand_id: null,
    createdTs: stamp(company.createdAt),
    customerId: company.id,
    hasAccessToChatSupport: false,
    hash: company.id,
    id: company.id,
    joinUrl: `${call.deps.config.publicUrl}/sign-in`,
    modifiedTs: stamp(company.createdAt),
    month_start: plan.since,
    name: company.name,
    payment_plan_id: plan.place,
    resource_uri: `/v1/enterprises/${company.id}`,
    settingsJson: JSON.stringify({ region: company.region, time_zone: company.timeZone }),
    shortcode_allowed: false,
  };
}

/** GET /v1/enterprises/{id}/users. Who may not see other lines gets their own. */
export async function listUsers(call: V1Call) {
  const { deps, caller, query } = call;
  refuseFilters(query, []);
  const page = readPage(query);
  const { line, company } = await ownEnterprise(call);
  const plan = await planFacts(deps, caller.companyId);
  const { lines, total } = may(caller.roles, 'see_lines')
    ? await pageOfLines(deps.db, caller.companyId, page)
    : { lines: page.offset === 0 ? [line] : [], total: 1 };
  const users = await Promise.all(lines.map((one) => presentUser(call, one, plan)));
  return { meta: metaOf(`/v1/enterprises/${company.id}/users`, page, total), objects: users };
}

/** GET /v1/enterprises/{id}/users/{user_id}. */
export async function showUser(call: V1Call) {
  const { deps, caller, params } = call;
  await ownEnterprise(call);
  const id = idOf(params['user_id']);
  const mayRead = id !== undefined && (id === caller.lineId || may(caller.roles, 'see_lines'));
  const found = mayRead
    ? await findLineAndCompany(deps.db, { companyId: caller.companyId, lineId: id as Line['id'] }) // digits; whether it is a line is for the query to say
    : undefined;
  if (!found) throw notFound('user');
  const user = await presentUser(call, found.line, await planFacts(deps, caller.companyId));
  return { ...user, auth_groups: authGroups(found.line.roles), username: found.line.username };
}

async function presentUser(call: V1Call, line: Line, plan: PlanFacts) {
  const flags = await flagsOf(call.deps, line);
  return {
    createdTs: shortStamp(line.createdAt),
    disable_incoming_sms: flags.disable_incoming_sms,
    enterprise_id: line.companyId,
    enterprise_id_str: line.companyId,
    id: line.id,
    id_str: line.id,
    image: imageOf(call, line) ?? '',
    is_verified_email: line.email !== null,
    modifiedTs: shortStamp(line.passwordChangedAt),
    name: line.name,
    onboarding_mobile_finished: line.cell !== null,
    onboarding_web_finished: true,
    payment_period_end: plan.period.end,
    payment_period_start: plan.period.start,
    payment_schedule_id: '1',
    pending_phone_number: '',
    ...(line.cell !== null && { phone_number: line.cell }),
    registration_status: registrationOf(line),
    sendhub_number: line.number ?? '',
    settings_json: JSON.stringify(flags),
    signature: flags.signature ?? '',
    twilio_phone_number_id: line.id,
    twilio_phone_number_id_str: line.id,
    user_id: line.id,
    user_id_str: line.id,
  };
}

const groupOfRole: Record<Role, { id: number; name: string }> = {
  admin: { id: 7, name: 'Account Administrators' },
  billing: { id: 9, name: 'Billing Administrators' },
  member: { id: 6, name: 'Account Users' },
  restricted: { id: 5, name: 'Restricted Users' },
};
const authGroups = (roles: readonly Role[]) =>
  (roles.length > 0 ? roles : (['restricted'] as const)).map((role) => groupOfRole[role]);

/** `(201) 571-6227`: the one place where a number is not E.164. */
const national = (number: string | null) => (number ?? '').replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

async function ownEnterprise(call: V1Call) {
  if (idOf(call.params['id']) !== call.caller.companyId) throw notFound('enterprise');
  return ownLine(call);
}
