import type { CallNews } from '#server/carriers/calls.ts';
import type { Deps } from '#server/deps.ts';
import { after, minutes, seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';
import { countMinutes } from './count-minutes.ts';
import { decideOutcome, recordingPatience } from './decide-outcome.ts';
import { lookAfter } from './enter-step.ts';
import { watchMinutes } from './meter-leg.ts';
import { giveMinutesBack } from './minutes-aside.ts';
import {
  type CallRef,
  type CallRow,
  insertEvent,
  type LegRow,
  listLegs,
  lockCall,
  lockCallByCarrierId,
  updateCall,
  updateLeg,
} from './store.ts';

/** The carrier tells how a leg stands. Only forwards: what comes late, twice or out of order changes nothing that is decided. */
export async function noteLeg(deps: Deps, news: CallNews, ref: CallRef | undefined, legId?: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const call = await (ref ? lockCall(tx, ref) : lockCallByCarrierId(tx, news.carrierId));
    // A call that never reached us: rejected at the door, or of a number given back.
    if (!call) return;
    const of = { companyId: call.companyId, callId: call.id };
    const key = `leg:${news.carrierId}:${news.sequence ?? news.state}:${news.state}`;
    if (!(await insertEvent(tx, { ...of, key, news, at: deps.clock.now() }))) return;
    const legs = await listLegs(tx, of);
    const leg = legs.find((one) => (legId === undefined ? one.kind !== 'cell' : one.id === legId));
    if (leg) await applyToLeg(tx, deps, call, leg, news);
    if (legId === undefined) await applyToCall(tx, deps, call, news, legs);
  });
}

/** Takes what is news of a leg, and counts its minutes when it is over. */
export async function applyToLeg(tx: Db, deps: Deps, call: CallRow, leg: LegRow, news: CallNews): Promise<LegRow> {
  if (leg.endedAt !== null) return leg;
  const now = deps.clock.now();
  if (news.state === 'ringing')
    return updateLeg(tx, leg, { carrierId: news.carrierId, ringingAt: leg.ringingAt ?? now });
  if (news.state === 'answered') {
    const answered = await updateLeg(tx, leg, { carrierId: news.carrierId, answeredAt: leg.answeredAt ?? now });
    await watchMinutes(tx, deps, answered);
    return answered;
  }
  const billed = news.seconds ?? 0;
  const ended = await updateLeg(tx, leg, {
    carrierId: news.carrierId,
    endedAt: now,
    end: news.end ?? 'completed',
    seconds: billed,
    answeredAt: billed > 0 ? (leg.answeredAt ?? after(now, -seconds(billed))) : null,
  });
  await countMinutes(tx, deps, call, ended);
  await giveMinutesBack(tx, deps, ended);
  return ended;
}

async function applyToCall(tx: Db, deps: Deps, call: CallRow, news: CallNews, legs: readonly LegRow[]): Promise<void> {
  if (call.endedAt !== null) return;
  if (news.state === 'answered' && !call.incoming && call.answeredAt === null)
    await updateCall(tx, call, { answeredAt: deps.clock.now(), stage: 'connected' });
  if (news.state === 'ended') await endCall(tx, deps, call, news, legs);
  await tell(tx, { line: call.lineId, topic: 'calls' });
}

/** The call is over, and with it whatever of it still rang. */
export async function endCall(
  tx: Db,
  deps: Deps,
  call: CallRow,
  news: Pick<CallNews, 'end' | 'seconds'>,
  legs: readonly LegRow[],
): Promise<void> {
  const now = deps.clock.now();
  const lasted = news.seconds ?? 0;
  // That it was answered may have been told to nobody, or comes after this.
  const wasAnswered = !call.incoming && call.answeredAt === null && lasted > 0;
  const ended = await updateCall(tx, call, {
    endedAt: now,
    seconds: lasted,
    browser: null,
    ...(wasAnswered && { answeredAt: after(now, -seconds(lasted)) }),
    ...(!call.incoming && news.end !== undefined && news.end !== 'completed' && { reason: outgoingReasons[news.end] }),
  });
  // Those of a cell are given back with its own report: until then nobody knows what of them it used.
  for (const leg of legs) if (leg.kind === 'called') await giveMinutesBack(tx, deps, leg);
  // A cell's own report usually follows; where it does not, its leg must not stay open for ever.
  const open = legs.some((leg) => leg.kind === 'cell' && leg.endedAt === null && leg.ringingAt !== null);
  await decideOutcome(tx, deps, ended);
  await lookAfter(tx, call, open ? minutes(2) : recordingPatience);
}

const outgoingReasons = {
  completed: 'failed',
  busy: 'busy',
  declined: 'declined',
  no_answer: 'no_answer',
  unreachable: 'unreachable',
  cancelled: 'cancelled',
} as const;
