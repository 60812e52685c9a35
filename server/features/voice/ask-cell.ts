import type { CallPlan } from '#server/carriers/calls.ts';
import type { Deps } from '#server/deps.ts';
import { tell } from '#server/platform/live/live.ts';
import { eventUrl } from './addresses.ts';
import { spokenWords } from './spoken-words.ts';
import { type CallRef, findLine, lockCall, updateCall } from './store.ts';

const hangUp: CallPlan = [{ do: 'hang up' }];
/** A plan that ends without hanging up connects the cell to the caller. */
const connect: CallPlan = [];

/** The cell was picked up, by somebody or by a machine: whoever presses 1 is somebody. */
export async function askCell(deps: Deps, ref: CallRef, legId: string): Promise<CallPlan> {
  const call = await deps.db.transaction((tx) => lockCall(tx, ref));
  const step = call?.steps[call.step];
  if (!call || call.winner !== null || call.endedAt !== null || step?.step !== 'ring') return hangUp;
  if (!step.press) return takeOnCell(deps, ref);
  const found = await findLine(deps.db, call.companyId, call.lineId);
  if (!found) return hangUp;
  const { language } = found.line;
  return [
    {
      do: 'gather',
      keys: 1,
      seconds: 10,
      prompts: [{ do: 'say', text: spokenWords[language].press(found.company.name), language }],
      keysUrl: eventUrl(deps, 'pressed', call, { leg: legId }),
    },
    { do: 'hang up' },
  ];
}

/** The first to take a call has it: one row is compared and set, and whoever comes later is hung up on. */
export function takeOnCell(deps: Deps, ref: CallRef): Promise<CallPlan> {
  return deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    if (!call || call.endedAt !== null) return hangUp;
    // A repeat of the webhook that won is answered as it was.
    if (call.winner !== null) return call.winner === 'cell' ? connect : hangUp;
    await updateCall(tx, call, { winner: 'cell', stage: 'connected', browser: null, answeredAt: deps.clock.now() });
    await tell(tx, { line: call.lineId, topic: 'calls' });
    return connect;
  });
}
