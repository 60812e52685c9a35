import { voiceErrors as e } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { askCarrier } from './ask-carrier.ts';
import { findCall } from './store.ts';

/** Ends a call that the browser is on, or has placed. What became of it, the carrier will tell. Throws `voice.unknown_call`, `voice.carrier_down`. */
export async function hangUpCall(deps: Deps, caller: LineRef, callId: string): Promise<void> {
  const call = await findCall(deps.db, { companyId: caller.companyId, callId });
  if (!call || call.lineId !== caller.lineId) throw new AppError(e.unknownCall);
  const { carrierId } = call;
  const isOurs = !call.incoming || call.winner === 'browser';
  if (call.endedAt === null && isOurs && carrierId !== null) await askCarrier(() => deps.carrier.endCall(carrierId));
}
