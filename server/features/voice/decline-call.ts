import { voiceErrors as e } from '#contract/voice.ts';
import type { CallPlan } from '#server/carriers/calls.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { askCarrier } from './ask-carrier.ts';
import { nextPlan } from './go-on.ts';
import { listLegs, lockCall, updateCall } from './store.ts';

/** The browser will not take the call. Where nothing else rings any more, the caller goes on at once. Throws `voice.unknown_call`, `voice.carrier_down`. */
export async function declineCall(deps: Deps, caller: LineRef, callId: string): Promise<void> {
  const moved = await deps.db.transaction(async (tx): Promise<{ carrierId: string; plan: CallPlan } | undefined> => {
    const call = await lockCall(tx, { companyId: caller.companyId, callId });
    if (!call || call.lineId !== caller.lineId) throw new AppError(e.unknownCall);
    if (call.browser !== 'ringing' || call.winner !== null || call.endedAt !== null) return undefined;
    const declined = await updateCall(tx, call, { browser: 'declined' });
    await tell(tx, { line: call.lineId, topic: 'calls' });
    const legs = await listLegs(tx, { companyId: call.companyId, callId });
    const cellRings = legs.some((leg) => leg.kind === 'cell' && leg.endedAt === null);
    if (cellRings || call.carrierId === null) return undefined;
    return { carrierId: call.carrierId, plan: await nextPlan(tx, deps, declined, call.step) };
  });
  if (moved) await askCarrier(() => deps.carrier.changeCall(moved.carrierId, moved.plan));
}
