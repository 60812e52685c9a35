import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Meter, Threshold } from '#contract/plan.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
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

export async function findUsage(
  db: Db,
  companyId: CompanyId,
  of: { lineId: LineId; cycle: number; now: Date },
): Promise<Usage> {
  const [found] = await query(db, [companyId, of.now, of.lineId, of.cycle]);
  if (!found) throw new Error('a statement of one row had none');
  return found;
}

const query = statement<Usage>(
  'plan_usage',
  `select
    (select coalesce(json_agg(json_build_object('meter', m.meter, 'used', m.used, 'reserved', m.reserved, 'extra', m.extra, 'days', m.days,
      'forecast', ${forecastOf('m.used', 'y', '$2')})), '[]')
      from company_meter m join usage_cycle y on y.company_id = m.company_id and y.number = m.cycle
      where m.company_id = $1 and m.cycle = $4) as company,
    (select coalesce(json_agg(json_build_object('meter', l.meter, 'used', l.used, 'days', l.days)), '[]')
      from line_meter l where l.company_id = $1 and l.line_id = $3 and l.cycle = $4) as own,
    (select coalesce(json_agg(json_build_object('meter', a.meter, 'threshold', a.threshold, 'limit', a."limit", 'at', a.at)
      order by a.at desc, a."limit", a.threshold), '[]')
      from usage_alert a where a.company_id = $1 and a.cycle = $4) as alerts,
    json_build_object('company', coalesce((select g.held from company_gauge g where g.company_id = $1 and g.gauge = 'groups'), 0),
      'own', (select count(*) from gauge_hold h where h.company_id = $1 and h.gauge = 'groups' and h.line_id = $3)) as groups`,
);
