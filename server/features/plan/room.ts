import type { CompanyId } from '#contract/ids.ts';
import type { Limited, Meter } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import type { AppError } from '#server/platform/errors.ts';
import { limitsReached, type Standing } from './limits-reached.ts';
import { openCycle } from './open-cycle.ts';
import { termsOf } from './terms.ts';

export interface Room {
  /** Units that would still be let in; Infinity where nothing stops them. */
  readonly left: number;
  /** What who wants more than that would be told. */
  refusal(units: number): AppError;
}

/** How much of a meter a company has left, as it stands this moment. Only a look, for pages and for the way of a call: `reserve` decides. */
export async function room(
  db: Db,
  deps: Pick<Deps, 'clock' | 'db' | 'log'>,
  of: { readonly companyId: CompanyId; readonly meter: Limited & Meter },
): Promise<Room> {
  const values = [of.companyId, deps.clock.now(), of.meter];
  let [found] = await look(db, values);
  if (!found) {
    await deps.db.transaction((tx) => openCycle(tx, deps, of.companyId));
    [found] = await look(db, values);
  }
  if (!found) throw new Error('a company without meters');
  const standing = found;
  return {
    left: standing.stops ? Math.max(0, standing.limit - standing.used - standing.reserved) : Number.POSITIVE_INFINITY,
    refusal: (wanted) => limitsReached({ ...standing, meter: of.meter, wanted }),
  };
}

const look = statement<Standing & { stops: boolean }>(
  'plan_room',
  `with terms as (${termsOf('select $1::bigint as company_id, $3::text as meter', '$2')})
  select t.allowance is not null and t.over_cents_per_100 is null as stops, (t.allowance + m.extra)::float8 as "limit",
    m.used::float8 as used, m.reserved::float8 as reserved, t.ends_on::text as renews_on, t.ends_at::text as renews_at
  from terms t join company_meter m on m.company_id = t.company_id and m.meter = t.meter and m.cycle = t.cycle`,
);
