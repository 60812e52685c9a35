import type { CallPlan, Prompt } from '#server/carriers/calls.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';
import { eventUrl } from './addresses.ts';
import { watchMinutes } from './meter-leg.ts';
import { minutesLeft } from './minutes-aside.ts';
import { spokenWords } from './spoken-words.ts';
import { type CallRef, type CallRow, findLine, listLegs, lockCall, updateCall, updateLeg } from './store.ts';

const hangUp: CallPlan = [{ do: 'hang up' }];
/** A plan that ends without hanging up connects the cell to the caller. */
const connect: CallPlan = [];

/** The cell was picked up, by somebody or by a machine: whoever presses 1 is somebody. `carrierId`: that of the cell's leg. */
export async function askCell(deps: Deps, ref: CallRef, legId: string, carrierId: string): Promise<CallPlan> {
  const call = await deps.db.transaction((tx) => pickedUp(tx, deps, ref, carrierId));
  const step = call?.steps[call.step];
  if (!call || step?.step !== 'ring') return hangUp;
  if (!step.press) return connected(deps, call, await takeOnCell(deps, ref));
  const found = await findLine(deps.db, call.companyId, call.lineId);
  if (!found) return hangUp;
  const { language } = found.line;
  return [
    {
      do: 'gather',
      keys: 1,
      seconds: 10,
      prompts: [
        { do: 'say', text: spokenWords[language].press(found.company.name), language },
        ...(await warning(deps, call)),
      ],
      keysUrl: eventUrl(deps, 'pressed', call, { leg: legId }),
    },
    { do: 'hang up' },
  ];
}

/** Notes on the leg that somebody is at the cell: the carrier's own word for it may come later, or never. */
async function pickedUp(tx: Db, deps: Deps, ref: CallRef, carrierId: string): Promise<CallRow | undefined> {
  const call = await lockCall(tx, ref);
  if (!call || !isRinging(call)) return undefined;
  const leg = await cellLegOf(tx, call);
  if (leg && leg.endedAt === null)
    await updateLeg(tx, leg, { carrierId, answeredAt: leg.answeredAt ?? deps.clock.now() });
  return call;
}

/** Nobody has it yet, and it has not gone on to the greeting. */
const isRinging = (call: CallRow) => call.winner === null && call.endedAt === null && call.stage === 'ringing';

/** The first to take a call has it: one row is compared and set, and whoever comes later is hung up on. */
export function takeOnCell(deps: Deps, ref: CallRef): Promise<CallPlan> {
  return deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    if (!call || call.endedAt !== null) return hangUp;
    // A repeat of the webhook that won is answered as it was.
    if (call.winner !== null) return call.winner === 'cell' ? connect : hangUp;
    // A key that comes late must not take a caller away from the greeting: they would be connected with nobody.
    if (!isRinging(call)) return hangUp;
    const now = deps.clock.now();
    await updateCall(tx, call, { winner: 'cell', stage: 'connected', browser: null, answeredAt: now });
    // The carrier's own word that it was picked up may come later, or never.
    const leg = await cellLegOf(tx, call);
    if (leg && leg.endedAt === null)
      await watchMinutes(tx, deps, await updateLeg(tx, leg, { answeredAt: leg.answeredAt ?? now }));
    await tell(tx, { line: call.lineId, topic: 'calls' });
    return connect;
  });
}

/** Nobody is asked to press a key: what there is to say is said before the two are connected. */
const connected = async (deps: Deps, call: CallRow, plan: CallPlan): Promise<CallPlan> =>
  plan === connect ? warning(deps, call) : plan;

const fewMinutes = 30;

/** Where the plan's minutes are few, whoever takes a forwarded call hears how long it can last. */
async function warning(deps: Deps, call: CallRow): Promise<Prompt[]> {
  const [leg, found, left] = await Promise.all([
    cellLegOf(deps.db, call),
    findLine(deps.db, call.companyId, call.lineId),
    minutesLeft(deps.db, deps, call),
  ]);
  const most = left + (leg?.setAside ?? 0);
  if (most > fewMinutes || !found) return [];
  const { language } = found.line;
  return [{ do: 'say', text: spokenWords[language].fewMinutes(most), language }];
}

const cellLegOf = async (db: Db, { companyId, id }: CallRow) =>
  (await listLegs(db, { companyId, callId: id })).find((leg) => leg.kind === 'cell');
