import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { minutesLeft, trySetMinutesAside } from './minutes-aside.ts';
import { type CallRow, insertLeg, listLegs, ringsForCaller } from './store.ts';

/**
 * The cell rings beside, with its first minute set aside. Where the last one went elsewhere in this very moment, or the cell sends
 * the call back to us, it is left out; the call itself goes on.
 */
export async function ringCell(tx: Db, deps: Deps, call: CallRow): Promise<void> {
  const legs = await listLegs(tx, { companyId: call.companyId, callId: call.id });
  if (legs.some((leg) => leg.kind === 'cell')) return;
  if (await ringsForCaller(tx, call)) return;
  const leg = { companyId: call.companyId, id: newId(), setAside: 0 };
  if (!(await trySetMinutesAside(tx, deps, call, leg, 1))) return;
  const left = await minutesLeft(tx, deps, call);
  await insertLeg(tx, {
    ...leg,
    callId: call.id,
    kind: 'cell',
    startedAt: deps.clock.now(),
    setAside: 1,
    mostMinutes: Number.isFinite(left) ? left + 1 : null,
  });
}
