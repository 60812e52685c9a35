import { commonErrors } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { release, reserve, room } from '#server/features/plan/index.ts';
import { after, minutes } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { CallRow, LegRow } from './store.ts';

type Metered = Pick<LegRow, 'companyId' | 'id' | 'setAside'>;

/** A leg that lives has them renewed every minute. What a crash leaves behind comes back after this long. */
const keptFor = minutes(10);

// Each number of minutes is a reservation of its own: the next one takes the place of the last in one transaction.
const asideFor = ({ companyId, id }: Pick<LegRow, 'companyId' | 'id'>, units: number) =>
  ({ companyId, meter: 'minutes', key: `call-leg:${id}:${units}` }) as const;

/** Sets so many minutes aside for a leg, in place of those it has. Throws `plan.limits_reached`: then it keeps what it has. */
export async function setMinutesAside(
  tx: Db,
  deps: Deps,
  call: Pick<CallRow, 'lineId'>,
  leg: Metered,
  units: number,
): Promise<void> {
  const until = after(deps.clock.now(), keptFor);
  const wish = { ...asideFor(leg, units), lineId: call.lineId, units, until };
  if (leg.setAside === 0) return reserve(tx, deps, wish);
  await tx.transaction(async (inner) => {
    await release(inner, deps, asideFor(leg, leg.setAside));
    await reserve(inner, deps, wish);
  });
}

/** The same, where a refusal is an answer: false, the plan lets in no more. */
export async function trySetMinutesAside(...given: Parameters<typeof setMinutesAside>): Promise<boolean> {
  try {
    await setMinutesAside(...given);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.spec.code === commonErrors.limitsReached.code) return false;
    throw error;
  }
}

/** Gives back what is set aside for a leg that is over. A repeat does nothing. */
export async function giveMinutesBack(tx: Db, deps: Deps, leg: Metered): Promise<void> {
  if (leg.setAside > 0) await release(tx, deps, asideFor(leg, leg.setAside));
}

/** How many minutes the plan has left for calls that it can refuse; Infinity where it refuses none. */
export const minutesLeft = async (db: Db, deps: Deps, { companyId }: Pick<CallRow, 'companyId'>): Promise<number> =>
  (await room(db, deps, { companyId, meter: 'minutes' })).left;
