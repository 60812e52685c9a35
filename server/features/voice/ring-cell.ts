import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { trySetMinutesAside } from './minutes-aside.ts';
import { type CallRow, insertLeg, type LegRow, ringsForCaller } from './store.ts';

/**
 * The cell rings beside, with its first minute set aside. Where the last one went elsewhere in this very moment, or the cell sends
 * the call back to us, it is left out; the call itself goes on.
 */
export async function ringCell(
  tx: Db,
  deps: Deps,
  call: Pick<CallRow, 'companyId' | 'lineId' | 'id' | 'from'>,
): Promise<LegRow | undefined> {
  if (await ringsForCaller(tx, call)) return undefined;
  const leg = { companyId: call.companyId, id: newId(), setAside: 0 };
  if (!(await trySetMinutesAside(tx, deps, call, leg, 1))) return undefined;
  return insertLeg(tx, { ...leg, callId: call.id, kind: 'cell', startedAt: deps.clock.now(), setAside: 1 });
}
