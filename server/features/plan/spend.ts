import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import type { Entry } from './count.ts';
import { limitsReached, type Standing } from './limits-reached.ts';
import type { Reservation } from './reserve.ts';
import { tellUsage } from './tell-usage.ts';
import { alertsOf, allowancesOf, placeOf, rollups } from './terms.ts';

/**
 * Turns reserved units into entries, as the things happen; a group send spends its reservation batch by batch. An entry whose
 * key is known is left out. What goes beyond the reservation, or comes after it ran out, has to be let in like anything else:
 * throws `plan.limits_reached`. Counts in the cycle of the reservation. Answers what is left of it.
 */
export async function spend(
  tx: Db,
  deps: Pick<Deps, 'clock' | 'db' | 'log'>,
  { companyId, meter, key }: Reservation,
  entries: readonly Pick<Entry, 'units' | 'key' | 'at'>[],
): Promise<{ remaining: number }> {
  const given = JSON.stringify(entries.map((one) => ({ u: one.units, k: one.key, at: one.at })));
  const [found] = await spendUnits(tx, [companyId, deps.clock.now(), meter, key, given]);
  if (!found) throw new Error(`nothing is reserved under ${meter} ${key}`);
  if (!found.let_in) throw limitsReached({ ...found, meter, wanted: found.wanted });
  tellUsage(deps, [companyId]);
  return { remaining: found.remaining };
}

// Meter, then reservation, then entries: whoever writes any of these holds the meter first.
const spendUnits = statement<Standing & { let_in: boolean; wanted: number; remaining: number }>(
  'plan_spend',
  `with given as (select * from json_to_recordset($5::json) as g (u integer, k text, at timestamptz)),
  asked as (select cycle from usage_reservation where company_id = $1 and meter = $3 and key = $4),
  terms as (${allowancesOf('select $1::bigint as company_id, $3::text as meter', '$2')}),
  door as materialized (
    select m.company_id, m.meter, m.cycle, m.used, m.reserved, m.extra, y.starts_on, y.ends_on, y.starts_at, y.ends_at, y.time_zone
    from asked join company_meter m on m.company_id = $1 and m.meter = $3 and m.cycle = asked.cycle
    join usage_cycle y on y.company_id = $1 and y.number = m.cycle
    for update of m),
  held as materialized (
    select r.line_id, r.cycle, r.remaining from door join usage_reservation r on r.company_id = $1 and r.meter = $3 and r.key = $4 for update of r),
  news as materialized (
    select distinct on (g.k) g.* from held, given g
    -- Looked up one by one (offset 0): as a join it may read all that was ever counted.
    where not exists (select 1 from usage_entry e where e.company_id = $1 and e.meter = $3 and e.key = g.k offset 0)),
  wanted as (select coalesce(sum(u), 0)::bigint as units from news),
  let_in as materialized (
    select h.line_id, h.cycle, h.remaining from held h, wanted w, door d, terms t
    where w.units <= h.remaining or t.allowance is null or t.over_cents_per_100 is not null
      or d.used + d.reserved - h.remaining + w.units <= t.allowance + d.extra),
  fresh as (
    insert into usage_entry (company_id, meter, key, line_id, units, at, cycle, day)
    select $1, $3, n.k, l.line_id, n.u, n.at, l.cycle, ${placeOf('n.at', 'd')} from let_in l, door d, news n
    on conflict do nothing returning company_id, meter, cycle, line_id, units, day),
  taken as (select least(l.remaining, coalesce(sum(f.units), 0))::bigint as units from let_in l left join fresh f on true group by l.remaining),
  ${rollups},
  written as (
    update company_meter m set used = m.used + o.units, reserved = m.reserved - taken.units, days = add_days(m.days, o.days)
    from of_company o, taken, door d, terms t
    where m.company_id = o.company_id and m.meter = o.meter and m.cycle = o.cycle
    returning m.company_id, m.meter, m.cycle, m.used, t.allowance + m.extra as "limit", d.starts_at, d.ends_at),
  spent as (
    update usage_reservation r set remaining = r.remaining - taken.units, ended_at = case when r.remaining = taken.units then $2::timestamptz end
    from taken where r.company_id = $1 and r.meter = $3 and r.key = $4 and taken.units > 0),
  ${alertsOf('written', '$2')}
  select exists (select 1 from let_in) as let_in, w.units::float8 as wanted, (t.allowance + d.extra)::float8 as "limit", d.used::float8 as used,
    d.reserved::float8 as reserved, d.ends_on::text as renews_on, d.ends_at::text as renews_at,
    (h.remaining - coalesce((select units from taken), 0))::float8 as remaining, (select count(*) from told) as told
  from held h, wanted w, door d, terms t`,
);
