import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Meter } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { limitsReached, type Standing } from './limits-reached.ts';
import { openCycle } from './open-cycle.ts';
import { tellUsage } from './tell-usage.ts';
import { termsOf } from './terms.ts';

export interface Reservation {
  readonly companyId: CompanyId;
  readonly meter: Meter;
  readonly key: string;
}
export interface Wish extends Reservation {
  readonly lineId: LineId;
  readonly units: number;
  /** When it comes back by itself, if nobody spends or releases it. */
  readonly until: Date;
}

/**
 * Sets units aside for something that is about to happen, or refuses: exact under any number of processes. The same key
 * again is the same reservation. Throws `plan.limits_reached`; what is refused costs nothing.
 */
export async function reserve(tx: Db, deps: Pick<Deps, 'clock' | 'db' | 'log'>, wish: Wish): Promise<void> {
  const { companyId, meter, key, lineId, units, until } = wish;
  const values = [companyId, deps.clock.now(), meter, key, lineId, units, until];
  let [found] = await reserveUnits(tx, values);
  if (!found) {
    await openCycle(tx, deps, companyId);
    [found] = await reserveUnits(tx, values);
  }
  // Somebody may have been quicker while this waited for the meter: with the same key, or with the last units. Look at what stands now.
  if (found && !found.made && !found.known) [found] = await reserveUnits(tx, values);
  if (!found) throw new Error('a company without meters');
  if (found.known) return;
  if (!found.made) throw limitsReached({ ...found, meter, wanted: units });
  tellUsage(deps, [companyId]);
}

const reserveUnits = statement<Standing & { made: boolean; known: boolean }>(
  'plan_reserve',
  `with terms as (${termsOf('select $1::bigint as company_id, $3::text as meter', '$2')}),
  known as (select 1 from usage_reservation where company_id = $1 and meter = $3 and key = $4),
  door as materialized (
    select m.cycle from company_meter m join terms t using (company_id, meter, cycle)
    where not exists (select 1 from known)
      and (t.allowance is null or t.over_cents_per_100 is not null or m.used + m.reserved + $6::bigint <= t.allowance + m.extra)
    for update of m),
  made as (
    insert into usage_reservation (company_id, meter, key, line_id, cycle, units, remaining, until)
    select $1, $3, $4, $5::bigint, door.cycle, $6, $6, $7::timestamptz from door
    on conflict do nothing returning cycle),
  taken as (
    update company_meter m set reserved = m.reserved + $6 from made
    where m.company_id = $1 and m.meter = $3 and m.cycle = made.cycle)
  select exists (select 1 from made) as made, exists (select 1 from known) as known, (t.allowance + m.extra)::float8 as "limit",
    m.used::float8 as used, m.reserved::float8 as reserved, t.ends_on::text as renews_on, t.ends_at::text as renews_at
  from terms t join company_meter m on m.company_id = t.company_id and m.meter = t.meter and m.cycle = t.cycle`,
);
