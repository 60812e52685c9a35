import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { days } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import type { Reservation } from './reserve.ts';
import { tellUsage } from './tell-usage.ts';

/** Gives back what is left of a reservation. One that has ended, or never was, stays so. */
export async function release(
  tx: Db,
  deps: Pick<Deps, 'clock' | 'db' | 'log'>,
  { companyId, meter, key }: Reservation,
): Promise<void> {
  await releaseOne(tx, [deps.clock.now(), companyId, meter, key]);
  tellUsage(deps, [companyId]);
}

/** Gives back what reservations that ran out still hold, and forgets those that ended long ago. */
export async function releaseExpired(deps: Pick<Deps, 'clock' | 'db' | 'log'>): Promise<void> {
  const now = deps.clock.now();
  for (;;) {
    const given = await releaseDue(deps.db, [now]);
    tellUsage(
      deps,
      given.map((one) => one.company),
    );
    if (given.length === 0) break;
  }
  await forgetEnded(deps.db, [new Date(now.getTime() - keptFor)]);
}

/** While it is kept, its key is known and cannot be reserved again. */
const keptFor = days(30);

// Meters first and in one order, as everywhere; what was looked up before they were locked is looked at again.
const giveBack = (due: string) => `with due as (${due}),
  door as materialized (
    select m.company_id, m.meter, m.cycle from company_meter m
    where (m.company_id, m.meter, m.cycle) in (select company_id, meter, cycle from due)
    order by m.company_id, m.meter, m.cycle for update),
  held as materialized (
    select r.company_id, r.meter, r.key, r.cycle, r.remaining from (select count(*) from door) locked, usage_reservation r
    where (r.company_id, r.meter, r.key) in (select company_id, meter, key from due) and r.ended_at is null
    for update of r),
  ended as (
    update usage_reservation r set remaining = 0, ended_at = $1::timestamptz from held h
    where r.company_id = h.company_id and r.meter = h.meter and r.key = h.key),
  sums as (select company_id, meter, cycle, sum(remaining) as remaining from held group by 1, 2, 3)
  update company_meter m set reserved = m.reserved - s.remaining from sums s
  where m.company_id = s.company_id and m.meter = s.meter and m.cycle = s.cycle
  returning m.company_id::text as company`;

const releaseOne = statement<{ company: CompanyId }>(
  'plan_release',
  giveBack(
    'select company_id, meter, key, cycle from usage_reservation where company_id = $2 and meter = $3 and key = $4',
  ),
);
const releaseDue = statement<{ company: CompanyId }>(
  'plan_release_due',
  giveBack(
    'select company_id, meter, key, cycle from usage_reservation where ended_at is null and until <= $1 order by until limit 500',
  ),
);
const forgetEnded = statement<never>(
  'plan_forget_ended',
  'delete from usage_reservation where ended_at is not null and ended_at < $1::timestamptz',
);
