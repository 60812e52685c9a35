import { Type } from 'typebox';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { after, minutes, seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { trySetMinutesAside } from './minutes-aside.ts';
import { type CallRef, type CallRow, type LegRow, listLegs, lockCall, updateCall, updateLeg } from './store.ts';

export const meterLeg = defineJob({
  name: 'voice.meter-leg',
  payload: Type.Object({ companyId: Type.String(), callId: Type.String(), legId: Type.String() }),
});

/** So long before its minutes are over the next one is asked for: where there is none, there is time to say so. */
const ahead = seconds(40);
/** A call is ended so long before its minute is full: the carrier hears of it late, and bills every minute it begins. */
const margin = seconds(5);
/** Until then it is asked for again and again: who buys a plan sees at once that the call goes on. */
const between = seconds(5);

/** Has a leg that was answered looked after before the minutes that are set aside for it are over. */
export async function watchMinutes(tx: Db, deps: Deps, leg: LegRow): Promise<void> {
  if (leg.setAside === 0 || leg.answeredAt === null || leg.endedAt !== null) return;
  await lookAgain(tx, deps, leg, after(leg.answeredAt, minutes(leg.setAside) - ahead));
}

const lookAgain = (tx: Db, deps: Deps, { companyId, callId, id }: LegRow, at: Date) =>
  enqueue(
    tx,
    meterLeg,
    { companyId, callId, legId: id },
    { afterMs: Math.max(0, at.getTime() - deps.clock.now().getTime()), key: `minutes:${id}` },
  );

/**
 * Lets a leg have its next minute, one after another. Where the plan has none left, the call is told when it will end, and
 * ended then; a minute that came back or was bought until then lets it go on.
 */
export async function lookAtMinutes(
  deps: Deps,
  payload: { companyId: string; callId: string; legId: string },
): Promise<void> {
  const ref = { companyId: payload.companyId as CompanyId, callId: payload.callId }; // enqueued by `lookAgain`
  const over = await deps.db.transaction((tx) => nextMinute(tx, deps, ref, payload.legId));
  if (over !== undefined) await deps.carrier.endCall(over);
}

/** Answers what is to be ended at the carrier. */
async function nextMinute(tx: Db, deps: Deps, ref: CallRef, legId: string): Promise<string | undefined> {
  const call = await lockCall(tx, ref);
  const leg = call && (await listLegs(tx, ref)).find(({ id }) => id === legId);
  if (!call || !leg || leg.setAside === 0 || leg.answeredAt === null || leg.endedAt !== null) return undefined;
  const now = deps.clock.now();
  const paidUntil = after(leg.answeredAt, minutes(leg.setAside));
  if (now < after(paidUntil, -ahead)) {
    await watchMinutes(tx, deps, leg);
    return undefined;
  }
  // More than one where this look comes late: what was talked meanwhile counts as well.
  const lasted = now.getTime() - leg.answeredAt.getTime() + ahead;
  const units = Math.max(leg.setAside + 1, Math.ceil(lasted / minutes(1)));
  if (await trySetMinutesAside(tx, deps, call, leg, units)) {
    if (call.endsAt !== null) await sayWhenItEnds(tx, call, null);
    await watchMinutes(tx, deps, await updateLeg(tx, leg, { setAside: units }));
    return undefined;
  }
  const endsAt = after(paidUntil, -margin);
  if (call.endsAt?.getTime() !== endsAt.getTime()) await sayWhenItEnds(tx, call, endsAt);
  if (now >= endsAt) return leg.carrierId ?? call.carrierId ?? undefined;
  await lookAgain(tx, deps, leg, new Date(Math.min(endsAt.getTime(), after(now, between).getTime())));
  return undefined;
}

async function sayWhenItEnds(tx: Db, call: CallRow, endsAt: Date | null): Promise<void> {
  await updateCall(tx, call, { endsAt });
  await tell(tx, { line: call.lineId, topic: 'calls' });
}
