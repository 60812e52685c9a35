import type { CompanyId } from '#contract/ids.ts';
import { meters } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { alertsOf, termsOf } from './terms.ts';

/** Notes the thresholds that a company has reached because its limits changed: after a change of plan, of a pack, of the catalogue. */
export async function noteReached(tx: Db, deps: Pick<Deps, 'clock'>, companyId: CompanyId): Promise<void> {
  await note(tx, [companyId, deps.clock.now(), [...meters]]);
}

const note = statement<{ told: string }>(
  'plan_note_reached',
  `with terms as (${termsOf('select $1::bigint as company_id, m as meter from unnest($3::text[]) m', '$2')}),
  written as (
    select m.company_id, m.meter, m.cycle, m.used, t.allowance + m.extra as "limit", t.starts_at, t.ends_at
    from company_meter m join terms t using (company_id, meter, cycle) order by m.company_id, m.meter for update of m),
  ${alertsOf('written', '$2')}
  select count(*) as told from told`,
);
