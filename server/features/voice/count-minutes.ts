import type { Deps } from '#server/deps.ts';
import { count } from '#server/features/plan/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { type CallRow, type LegRow, updateLeg } from './store.ts';

/** Minutes of a leg: rounded up, nothing for one that nobody answered. */
const minutesOf = (leg: Pick<LegRow, 'answeredAt' | 'seconds'>) =>
  leg.answeredAt === null ? 0 : Math.ceil(Math.max(1, leg.seconds) / 60);

/** Writes the minutes of a leg that is over into the ledger, once, in the cycle of its answer. */
export async function countMinutes(tx: Db, deps: Deps, call: CallRow, leg: LegRow): Promise<void> {
  const units = minutesOf(leg);
  if (leg.countedAt !== null || leg.answeredAt === null || leg.endedAt === null || units === 0) return;
  await updateLeg(tx, leg, { countedAt: deps.clock.now(), minutes: units });
  await count(tx, deps, [
    {
      companyId: call.companyId,
      lineId: call.lineId,
      meter: 'minutes',
      units,
      key: `call:${leg.id}`,
      at: leg.answeredAt,
    },
  ]);
}
