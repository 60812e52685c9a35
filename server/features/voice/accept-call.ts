import { voiceErrors as e } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { askCarrier } from './ask-carrier.ts';
import { connectPlan } from './plan-step.ts';
import { type CallRow, deleteBrowserLegs, findLine, insertLeg, lockCall, updateCall } from './store.ts';

/** Takes an incoming call in the browser. The first to take it has it. Throws `voice.unknown_call`, `voice.taken`, `voice.call_over`, `voice.carrier_down`. */
export async function acceptCall(deps: Deps, caller: LineRef, callId: string): Promise<void> {
  const { call, language } = await deps.db.transaction((tx) => take(tx, deps, caller, callId));
  const connected = askCarrier(() => deps.carrier.changeCall(call.carrierId ?? '', connectPlan(deps, call, language)));
  const result = await connected.catch(async (error: unknown) => {
    // It rings on: they may answer once more, and so may the cell.
    await giveBack(deps, call, 'ringing');
    throw error;
  });
  if (result === 'done') return;
  // They hung up in this very moment: nobody took the call after all.
  await giveBack(deps, call, null);
  throw new AppError(e.callOver);
}

function giveBack(deps: Deps, { companyId, id: callId }: CallRow, browser: CallRow['browser']): Promise<void> {
  return deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, { companyId, callId });
    if (call?.winner !== 'browser' || call.outcome !== null) return;
    await deleteBrowserLegs(tx, call);
    await updateCall(tx, call, { winner: null, stage: 'ringing', browser, answeredAt: null });
    await tell(tx, { line: call.lineId, topic: 'calls' });
  });
}

async function take(tx: Parameters<typeof lockCall>[0], deps: Deps, caller: LineRef, callId: string) {
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
  const found = await findLine(tx, call.companyId, call.lineId);
  return { call: taken, language: found?.line.language ?? 'en' };
}
