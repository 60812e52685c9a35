import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { after, minutes, seconds } from '#server/platform/clock.ts';
import { decideOutcome, recordingPatience } from './decide-outcome.ts';
import { lookAfter } from './enter-step.ts';
import { nextPlan } from './go-on.ts';
import { applyToLeg, endCall } from './note-leg.ts';
import { longestCallSeconds } from './plan-step.ts';
import { type CallRef, type CallRow, findCall, listLegs, lockCall, updateCall } from './store.ts';

/**
 * Looks after a call whose time is up: asks the carrier how it stands, and does what its news would have done had they come.
 * A call that rings too long is moved on, one that the carrier does not know any more is over. Nothing stays open for ever.
 */
export async function lookAtCall(deps: Deps, payload: { companyId: string; callId: string }): Promise<void> {
  const ref = { companyId: payload.companyId as CompanyId, callId: payload.callId }; // enqueued by `lookAfter`
  const call = await findCall(deps.db, ref);
  if (!call) return;
  if (call.endedAt !== null) return closeUp(deps, ref);
  const news = call.carrierId === null ? undefined : await deps.carrier.findCall(call.carrierId);
  if (!news || news.state === 'ended') return endNow(deps, ref, news ?? { end: 'unreachable', seconds: 0 });
  if (isTooOld(deps, call)) return deps.carrier.endCall(news.carrierId).then(() => again(deps, call, minutes(1)));
  if (call.winner === null && call.incoming && isStuck(deps, call)) await moveOn(deps, ref, news.carrierId);
  await again(deps, call, call.winner === null && call.incoming ? seconds(30) : minutes(5));
}

const isTooOld = (deps: Deps, call: CallRow) => deps.clock.now() > after(call.at, seconds(longestCallSeconds + 600));

/** The network says nothing, and the ring has had its time and more. */
function isStuck(deps: Deps, call: CallRow): boolean {
  const step = call.steps[call.step];
  return (
    step?.step === 'ring' && call.rangAt !== null && deps.clock.now() > after(call.rangAt, seconds(step.seconds + 10))
  );
}

async function moveOn(deps: Deps, ref: CallRef, carrierId: string): Promise<void> {
  const plan = await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    return call && call.winner === null && call.endedAt === null ? nextPlan(tx, deps, call, call.step) : undefined;
  });
  if (plan) await deps.carrier.changeCall(carrierId, plan);
}

async function endNow(deps: Deps, ref: CallRef, news: Parameters<typeof endCall>[3]): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    if (!call || call.endedAt !== null) return;
    const legs = await listLegs(tx, ref);
    const main = legs.find((leg) => leg.kind !== 'cell' && leg.kind !== 'browser');
    const told = { carrierId: call.carrierId ?? '', from: call.from, to: call.to, state: 'ended' as const, ...news };
    if (main) await applyToLeg(tx, deps, call, main, told);
    await endCall(tx, deps, call, news, legs);
  });
}

/** The call is over: what is still missing is not waited for any longer. */
async function closeUp(deps: Deps, ref: CallRef): Promise<void> {
  const waiting = await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    if (!call || call.endedAt === null) return false;
    for (const leg of await listLegs(tx, ref)) {
      if (leg.endedAt !== null) continue;
      const found = leg.carrierId === null ? undefined : await deps.carrier.findCall(leg.carrierId);
      const end = { end: 'no_answer' as const, seconds: 0, ...(found?.state === 'ended' && found) };
      await applyToLeg(tx, deps, call, leg, {
        carrierId: leg.carrierId ?? '',
        from: '',
        to: '',
        ...end,
        state: 'ended',
      });
    }
    const isOverdue = deps.clock.now() >= after(call.endedAt, recordingPatience);
    const settled =
      isOverdue && call.recording === 'promised' ? await updateCall(tx, call, { recording: 'failed' }) : call;
    await decideOutcome(tx, deps, settled);
    return !isOverdue && call.recording === 'promised' && call.outcome === null;
  });
  const call = waiting ? await findCall(deps.db, ref) : undefined;
  if (call) await again(deps, call, recordingPatience);
}

const again = (deps: Deps, call: CallRow, ms: number) => lookAfter(deps.db, call, ms);
