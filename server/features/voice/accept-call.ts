import { voiceErrors as e } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { askCarrier } from './ask-carrier.ts';
import { connectPlan } from './plan-step.ts';
import { type CallRow, insertLeg, lockCall, updateCall } from './store.ts';

/** Takes an incoming call in the browser. The first to take it has it. Throws `voice.unknown_call`, `voice.taken`, `voice.call_over`, `voice.carrier_down`. */
export async function acceptCall(deps: Deps, caller: LineRef, callId: string): Promise<void> {
  const taken = await deps.db.transaction((tx) => take(tx, deps, caller, callId));
  const result = await askCarrier(() => deps.carrier.changeCall(taken.carrierId ?? '', connectPlan(deps, taken)));
  if (result === 'done') return;
  // They hung up in this very moment: nobody took the call after all.
  await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, { companyId: caller.companyId, callId });
    if (call?.winner === 'browser' && call.outcome === null)
      await updateCall(tx, call, { winner: null, stage: 'ringing', browser: null, answeredAt: null });
  });
  throw new AppError(e.callOver);
}

async function take(tx: Parameters<typeof lockCall>[0], deps: Deps, caller: LineRef, callId: string): Promise<CallRow> {
  const call = await lockCall(tx, { companyId: caller.companyId, callId });
  if (!call || call.lineId !== caller.lineId || !call.incoming) throw new AppError(e.unknownCall);
  if (call.winner !== null) throw new AppError(e.taken);
  if (call.endedAt !== null || call.stage !== 'ringing') throw new AppError(e.callOver);
  const now = deps.clock.now();
  await insertLeg(tx, {
    companyId: call.companyId,
    id: newId(),
    callId,
    kind: 'browser',
    startedAt: now,
    ringingAt: call.rangAt,
  });
  const taken = await updateCall(tx, call, { winner: 'browser', browser: 'on', stage: 'connected', answeredAt: now });
  await tell(tx, { line: call.lineId, topic: 'calls' });
  return taken;
}
