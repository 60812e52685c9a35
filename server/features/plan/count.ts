import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Meter } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { openCycle } from './open-cycle.ts';
import { tellUsage } from './tell-usage.ts';
import { alertsOf, placeOf, rollups, termsOf } from './terms.ts';

export interface Entry {
  readonly companyId: CompanyId;
  readonly lineId: LineId;
  readonly meter: Meter;
  readonly units: number;
  /** Names the thing that is counted, for ever: the same key counts once. */
  readonly key: string;
  readonly at: Date;
}

/**
 * Counts what has happened and cannot be refused, like texts and calls that come in. An entry whose key is known is left
 * out. Entries count in the cycle that is open now, on their own day of it.
 */
export async function count(
  tx: Db,
  deps: Pick<Deps, 'clock' | 'db' | 'log'>,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length === 0) return;
  const given = JSON.stringify(
    entries.map((one) => ({ c: one.companyId, l: one.lineId, m: one.meter, u: one.units, k: one.key, at: one.at })),
  );
  const now = deps.clock.now();
  const [first] = await countEntries(tx, [given, now]);
  if (first?.missing) {
    for (const companyId of first.missing) await openCycle(tx, deps, companyId);
    const [again] = await countEntries(tx, [given, now]);
    if (again?.missing) throw new Error('entries of a company that has no meters');
  }
  tellUsage(
    deps,
    entries.map((one) => one.companyId),
  );
}

// The company's meter is locked before anything is written, in one order, so that batches never wait for each other in a ring.
const countEntries = statement<{ missing: CompanyId[] | null }>(
  'plan_count',
  `with given as (select * from json_to_recordset($1::json) as g (c bigint, l bigint, m text, u integer, k text, at timestamptz)),
  terms as (${termsOf('select distinct c as company_id, m as meter from given', '$2')}),
  door as materialized (
    select m.company_id, m.meter, m.cycle, m.extra, t.allowance, t.starts_on, t.ends_on, t.starts_at, t.ends_at, t.time_zone
    from company_meter m join terms t using (company_id, meter, cycle) order by m.company_id, m.meter for update of m),
  fresh as (
    insert into usage_entry (company_id, meter, key, line_id, units, at, cycle, day)
    select g.c, g.m, g.k, g.l, g.u, g.at, d.cycle, ${placeOf('g.at', 'd')}
    from given g join door d on d.company_id = g.c and d.meter = g.m
    on conflict do nothing returning company_id, meter, cycle, line_id, units, day),
  ${rollups},
  written as (
    update company_meter m set used = m.used + o.units, days = add_days(m.days, o.days)
    from of_company o join door d using (company_id, meter, cycle)
    where m.company_id = o.company_id and m.meter = o.meter and m.cycle = o.cycle
    returning m.company_id, m.meter, m.cycle, m.used, d.allowance + m.extra as "limit", d.starts_at, d.ends_at),
  ${alertsOf('written', '$2')}
  select (select array_agg(distinct g.c::text) from given g where not exists (select 1 from door d where d.company_id = g.c and d.meter = g.m)) as missing,
    (select count(*) from told) as told`,
);
