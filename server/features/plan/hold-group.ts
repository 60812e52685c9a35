import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { limitsReached } from './limits-reached.ts';
import { findCycle } from './open-cycle.ts';
import { allowancesOf } from './terms.ts';

export interface HeldGroup {
  readonly companyId: CompanyId;
  readonly lineId: LineId;
  readonly groupId: string;
}

/** Counts a group that is being made, once, or refuses it: throws `plan.limits_reached`. */
export async function holdGroup(
  tx: Db,
  deps: Pick<Deps, 'clock'>,
  { companyId, lineId, groupId }: HeldGroup,
): Promise<void> {
  await makeGauge(tx, [companyId]);
  const now = deps.clock.now();
  const values = [companyId, now, groupId, lineId];
  let [found] = await hold(tx, values);
  // Somebody may have been quicker while this waited: look at what stands now.
  if (found && !found.held_now && !found.known) [found] = await hold(tx, values);
  if (!found) throw new Error('a company without a plan');
  if (found.held_now || found.known) return;
  const { due } = await findCycle(tx, companyId, now);
  throw limitsReached({
    meter: 'groups',
    wanted: 1,
    limit: found.limit,
    used: found.held,
    reserved: 0,
    renews_on: due.endsOn,
    renews_at: due.endsAt.toISOString(),
  });
}

/** Counts a group that is being removed no longer. */
export async function freeGroup(
  tx: Db,
  { companyId, groupId }: Pick<HeldGroup, 'companyId' | 'groupId'>,
): Promise<void> {
  await free(tx, [companyId, groupId]);
}

const makeGauge = statement<never>(
  'plan_make_gauge',
  "insert into company_gauge (company_id, gauge, held) values ($1, 'groups', 0) on conflict do nothing",
);
const hold = statement<{ held_now: boolean; known: boolean; limit: number; held: number }>(
  'plan_hold_group',
  `with terms as (${allowancesOf("select $1::bigint as company_id, 'groups'::text as meter", '$2')}),
  known as (select 1 from gauge_hold where company_id = $1 and gauge = 'groups' and key = $3),
  door as materialized (
    select 1 from company_gauge g, terms t
    where g.company_id = $1 and g.gauge = 'groups' and not exists (select 1 from known)
      and (t.allowance is null or t.over_cents_per_100 is not null or g.held < t.allowance)
    for update of g),
  made as (
    insert into gauge_hold (company_id, gauge, key, line_id) select $1, 'groups', $3, $4::bigint from door
    on conflict do nothing returning 1),
  risen as (update company_gauge set held = held + 1 where company_id = $1 and gauge = 'groups' and exists (select 1 from made))
  select exists (select 1 from made) as held_now, exists (select 1 from known) as known, t.allowance::float8 as "limit", g.held
  from terms t join company_gauge g on g.company_id = $1 and g.gauge = 'groups'`,
);
const free = statement<never>(
  'plan_free_group',
  `with gone as (
    delete from gauge_hold where company_id = $1 and gauge = 'groups' and key = $2
      and exists (select 1 from company_gauge where company_id = $1 and gauge = 'groups' for update)
    returning 1)
  update company_gauge set held = held - 1 where company_id = $1 and gauge = 'groups' and exists (select 1 from gone)`,
);
