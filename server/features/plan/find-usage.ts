import type { Meter, Threshold } from '#contract/plan.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { type HeldPlan, heldPlan } from './allowances.ts';
import { type WrittenCycles, writtenCycles } from './open-cycle.ts';
import { forecastOf } from './terms.ts';

/** What the Plan section shows of a cycle: a handful of rows, however long the ledger is. */
export interface Usage {
  readonly company: readonly {
    readonly meter: Meter;
    readonly used: number;
    readonly reserved: number;
    readonly extra: number;
    readonly forecast: number | null;
    readonly days: readonly number[];
  }[];
  readonly own: readonly { readonly meter: Meter; readonly used: number; readonly days: readonly number[] }[];
  readonly alerts: readonly {
    readonly meter: Meter;
    readonly threshold: Threshold;
    readonly limit: number;
    readonly at: string;
  }[];
  readonly groups: { readonly company: number; readonly own: number };
}

export interface PlanRow extends Usage {
  readonly held: HeldPlan | null;
  readonly cycles: WrittenCycles | null;
  /** Which day it is where the company is. */
  readonly today: string;
}

/** All that is shown of a plan, with the usage of the open cycle, in one look. */
export async function findPlanAndUsage(db: Db, of: LineRef & { now: Date }): Promise<PlanRow> {
  const [found] = await query(db, [of.companyId, of.now, of.lineId]);
  if (!found) throw new Error('a statement of one row had none');
  return found;
}

const query = statement<PlanRow>(
  'plan_and_usage',
  `with y as materialized (select * from usage_cycle where company_id = $1 and closed_at is null order by number desc limit 1)
  select (select row_to_json(h) from (${heldPlan('$1')}) h) as held, (${writtenCycles('$1')}) as cycles,
    (select (($2::timestamptz at time zone p.time_zone)::date)::text from company p where p.id = $1) as today,
    (select coalesce(json_agg(json_build_object('meter', m.meter, 'used', m.used, 'reserved', m.reserved, 'extra', m.extra, 'days', m.days,
      'forecast', ${forecastOf('m.used', 'y', '$2')})), '[]')
      from y join company_meter m on m.company_id = y.company_id and m.cycle = y.number) as company,
    (select coalesce(json_agg(json_build_object('meter', l.meter, 'used', l.used, 'days', l.days)), '[]')
      from y join line_meter l on l.company_id = y.company_id and l.line_id = $3 and l.cycle = y.number) as own,
    (select coalesce(json_agg(json_build_object('meter', a.meter, 'threshold', a.threshold, 'limit', a."limit", 'at', a.at)
      order by a.at desc, a."limit", a.threshold), '[]')
      from y join usage_alert a on a.company_id = y.company_id and a.cycle = y.number) as alerts,
    json_build_object('company', coalesce((select g.held from company_gauge g where g.company_id = $1 and g.gauge = 'groups'), 0),
      'own', (select count(*) from gauge_hold h where h.company_id = $1 and h.gauge = 'groups' and h.line_id = $3)) as groups`,
);
