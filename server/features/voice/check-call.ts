import { isNull } from 'drizzle-orm';
import { Type } from 'typebox';
import type { CompanyId } from '#contract/ids.ts';
import type { CallNews } from '#server/carriers/calls.ts';
import { CarrierDownError } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import { after, minutes, seconds } from '#server/platform/clock.ts';
import { defineJob } from '#server/platform/jobs/jobs.ts';
import { decideOutcome, recordingPatience } from './decide-outcome.ts';
import { lookAfter } from './enter-step.ts';
import { nextPlan } from './go-on.ts';
import { applyToLeg, endCall } from './note-leg.ts';
import { noteRecording } from './note-recording.ts';
import { longestCallSeconds } from './plan-step.ts';
import { type CallRef, type CallRow, findCall, type LegRow, listLegs, lockCall, updateCall } from './store.ts';
import { call as callTable, type RecordingState } from './tables.ts';

/** At every start: what the carrier told of calls while no server of ours was there, it does not tell again. */
export const checkOpenCalls = defineJob({ name: 'voice.check-open-calls', payload: Type.Object({}) });

/** Has every call that is not over looked at now. */
export async function lookAtOpenCalls(deps: Deps): Promise<void> {
  const open = await deps.db
    .select({ companyId: callTable.companyId, id: callTable.id })
    .from(callTable)
    .where(isNull(callTable.endedAt));
  for (const one of open) await lookAfter(deps.db, one, 0);
}

/**
 * Looks after a call whose time is up: asks the carrier how it stands, and does what its news would have done had they come.
 * A call that rings too long is moved on, one that the carrier does not know any more is over. Nothing stays open for ever.
 */
export async function lookAtCall(deps: Deps, payload: { companyId: string; callId: string }): Promise<void> {
  const ref = { companyId: payload.companyId as CompanyId, callId: payload.callId }; // enqueued by `lookAfter`
  const call = await findCall(deps.db, ref);
  if (!call) return;
  try {
    await (call.endedAt === null ? lookAtOpen(deps, ref, call) : closeUp(deps, ref, call));
  } catch (error) {
    if (!(error instanceof CarrierDownError)) throw error;
    // Not as jobs are tried again, ever later: callers wait, and the line is not free.
    await again(deps, call, minutes(1));
  }
}

async function lookAtOpen(deps: Deps, ref: CallRef, call: CallRow): Promise<void> {
  // The carrier is being asked to place it at this very moment.
  if (call.carrierId === null && deps.clock.now() < after(call.at, minutes(1))) return again(deps, call, minutes(1));
  const news = call.carrierId === null ? undefined : await deps.carrier.findCall(call.carrierId);
  if (!news || news.state === 'ended') {
    await endNow(deps, ref, news ?? { end: 'unreachable', seconds: 0 });
    // Whose end was not told, of that the recording may not be told either.
    return void (await lookForRecording(deps, call));
  }
  if (isTooOld(deps, call)) return deps.carrier.endCall(news.carrierId).then(() => again(deps, call, minutes(1)));
  const nobodyHasIt = call.winner === null && call.incoming;
  if (nobodyHasIt && isStuck(deps, call, await listLegs(deps.db, ref))) await moveOn(deps, ref, news.carrierId);
  await again(deps, call, nobodyHasIt ? seconds(30) : minutes(5));
}

const isTooOld = (deps: Deps, call: CallRow) => deps.clock.now() > after(call.at, seconds(longestCallSeconds + 600));

const longestAskSeconds = 40;

/** The network says nothing, and the ring has had its time and more. Who is at the cell is let hear the question out. */
function isStuck(deps: Deps, call: CallRow, legs: readonly LegRow[]): boolean {
  const step = call.steps[call.step];
  if (step?.step !== 'ring' || call.rangAt === null) return false;
  const isAsked = legs.some((leg) => leg.kind === 'cell' && leg.answeredAt !== null && leg.endedAt === null);
  return deps.clock.now() > after(call.rangAt, seconds(step.seconds + (isAsked ? longestAskSeconds : 10)));
}

async function moveOn(deps: Deps, ref: CallRef, carrierId: string): Promise<void> {
  const plan = await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    return call && call.winner === null && call.endedAt === null ? nextPlan(tx, deps, call, call.step) : undefined;
  });
  if (plan) await deps.carrier.changeCall(carrierId, plan);
}

async function endNow(deps: Deps, ref: CallRef, news: Parameters<typeof endCall>[3]): Promise<void> {
  const told = await askAfterLegs(deps, ref);
  await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    if (!call || call.endedAt !== null) return;
    const ended = { carrierId: call.carrierId ?? '', from: call.from, to: call.to, state: 'ended' as const, ...news };
    for (const leg of await listLegs(tx, ref)) {
      const itsNews = leg.kind === 'cell' ? told?.get(leg.id) : leg.kind === 'browser' ? undefined : ended;
      if (itsNews) await applyToLeg(tx, deps, call, leg, itsNews);
    }
    await endCall(tx, deps, call, news, await listLegs(tx, ref));
  });
}

/** The call is over: what is still missing is asked for, and not waited for any longer. */
async function closeUp(deps: Deps, ref: CallRef, call: CallRow): Promise<void> {
  const told = await askAfterLegs(deps, ref);
  const recording = await askAfterRecording(deps, call);
  const waits = await deps.db.transaction(async (tx) => {
    const locked = await lockCall(tx, ref);
    if (!locked) return undefined;
    for (const leg of told ? await listLegs(tx, ref) : [])
      if (leg.endedAt === null) await applyToLeg(tx, deps, locked, leg, told?.get(leg.id) ?? byOurClock(locked, leg));
    if (recording === 'promised') return seconds(30);
    const isLost = recording !== undefined && locked.recording === 'promised';
    await decideOutcome(tx, deps, isLost ? await updateCall(tx, locked, { recording }) : locked);
    if (told === undefined) return minutes(1);
    return recording === undefined && locked.recording === 'promised' ? recordingPatience : undefined;
  });
  if (waits !== undefined) await again(deps, call, waits);
}

/** What the carrier says of legs whose end it never told; undefined where it does not answer. */
async function askAfterLegs(deps: Deps, ref: CallRef): Promise<Map<string, CallNews> | undefined> {
  const told = new Map<string, CallNews>();
  try {
    for (const { id, endedAt, carrierId } of await listLegs(deps.db, ref)) {
      const found = endedAt === null && carrierId !== null ? await deps.carrier.findCall(carrierId) : undefined;
      if (found?.state === 'ended') told.set(id, found);
    }
    return told;
  } catch (error) {
    if (error instanceof CarrierDownError) return undefined;
    throw error;
  }
}

/** So long a carrier that is down is asked after a recording before the call is called missed. */
const longestSilence = minutes(10);

/**
 * The minute of a recording that was promised is over: its news may have come while no server was there. Answers how it stands
 * by the carrier's word, `promised` where it has come to light only now; undefined where there is nothing to ask yet.
 */
async function askAfterRecording(deps: Deps, call: CallRow): Promise<RecordingState | undefined> {
  const { endedAt } = call;
  if (call.recording !== 'promised' || endedAt === null) return undefined;
  const now = deps.clock.now();
  if (now < after(endedAt, recordingPatience)) return undefined;
  try {
    const { recording, isNew } = await lookForRecording(deps, call);
    if (isNew) return 'promised';
    return recording === undefined || recording.state === 'absent' ? 'absent' : 'failed';
  } catch (error) {
    if (!(error instanceof CarrierDownError) || now < after(endedAt, longestSilence)) throw error;
    return 'failed';
  }
}

/** Asks the carrier for the recording of a call that promised one; where it is ready, it is fetched. `isNew`: nobody had told of it. */
async function lookForRecording(deps: Deps, { companyId, id: callId, carrierId, from, to, recording: state }: CallRow) {
  if (state !== 'promised' || carrierId === null) return { recording: undefined, isNew: false };
  const recording = await deps.carrier.findRecordingOf(carrierId);
  const isReady = recording?.state === 'ready';
  const news = { carrierId, from, to, state: 'ended', recording } as const;
  return { recording, isNew: isReady && (await noteRecording(deps, { companyId, callId }, news)) };
}

/** The end of a leg that the carrier knows nothing of: one that took the call lasted as long as the call. */
function byOurClock(call: CallRow, leg: LegRow): CallNews {
  const took = leg.kind === 'cell' && call.winner === 'cell' && leg.answeredAt !== null && call.endedAt !== null;
  const lasted = took ? (Number(call.endedAt) - Number(leg.answeredAt)) / 1000 : 0;
  return {
    carrierId: leg.carrierId ?? '',
    from: '',
    to: '',
    state: 'ended',
    ...(took ? { end: 'completed', seconds: Math.max(1, Math.round(lasted)) } : { end: 'no_answer', seconds: 0 }),
  };
}

const again = (deps: Deps, call: CallRow, ms: number) => lookAfter(deps.db, call, ms);
