import { voiceErrors as e } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import { type Line, type LineRef, withLine } from '#server/features/identity/index.ts';
import { hours, seconds } from '#server/platform/clock.ts';
import { takeUse } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { eventUrl } from './addresses.ts';
import { dialledNumber } from './dialled-number.ts';
import { lookingAfter } from './enter-step.ts';
import { refuseUnlessFree } from './may-call.ts';
import { setMinutesAside } from './minutes-aside.ts';
import { endCall } from './note-leg.ts';
import { connectPlan, longestCallSeconds } from './plan-step.ts';
import { type CallRow, insertCall, listLegs, lockCall, updateCall } from './store.ts';

const ringSeconds = 45;
// A line that calls more often than this is no person.
const perHour = { most: 60, ms: hours(1) };

/**
 * Calls somebody from the browser. The call is written down before the carrier is asked, and the carrier is asked once.
 * Throws `plan.limits_reached`, `voice.number_shape`, `_emergency`, `_not_there`, `_own_number`, `_no_number`, `_on_call`, `_too_many_calls`, `_carrier_down`.
 */
export async function placeCall(deps: Deps, caller: LineRef, written: string): Promise<string> {
  const to = dialledNumber(written, deps.config);
  const now = deps.clock.now();
  const taken = await takeUse(deps.db, `calls:${caller.lineId}`, perHour, now);
  if (!taken.ok) throw new AppError(e.tooManyCalls, { detail: { retryAfterSeconds: taken.retryAfterSeconds } });
  const made = await withLine(deps.db, caller, async (tx, current) => {
    const from = await refuseUnlessFree(tx, current, to);
    const begun = { companyId: caller.companyId, lineId: caller.lineId, id: newId() };
    const leg = { companyId: begun.companyId, id: newId(), setAside: 0 };
    const { call: row } = await insertCall(
      tx,
      {
        ...begun,
        incoming: false,
        from,
        to,
        steps: [],
        stage: 'ringing',
        browser: 'on',
        rangAt: now,
        at: now,
      },
      { ...leg, callId: begun.id, kind: 'called', startedAt: now, setAside: 1 },
      lookingAfter(begun, seconds(ringSeconds + 20)),
    );
    await tell(tx, { line: row.lineId, topic: 'calls' });
    // Its first minute; the others follow one by one while it lasts (`meter-leg.ts`).
    await setMinutesAside(tx, deps, row, leg, 1);
    return { row, from, language: current.language };
  });
  await ask(deps, made, to);
  return made.row.id;
}

async function ask(
  deps: Deps,
  { row, from, language }: { row: CallRow; from: NonNullable<Line['number']>; language: Line['language'] },
  to: NonNullable<Line['number']>,
): Promise<void> {
  const outcome = await deps.carrier.placeCall({
    from,
    to,
    plan: connectPlan(deps, row, language),
    statusUrl: eventUrl(deps, 'status', row),
    ringSeconds,
    limitSeconds: longestCallSeconds,
  });
  const ref = { companyId: row.companyId, callId: row.id };
  if (outcome.kind === 'accepted') {
    await deps.db.transaction(async (tx) => {
      const current = await lockCall(tx, ref);
      if (current && current.carrierId === null) await updateCall(tx, current, { carrierId: outcome.carrierId });
    });
    return;
  }
  await deps.db.transaction(async (tx) => {
    const current = await lockCall(tx, ref);
    if (current && current.endedAt === null)
      await endCall(tx, deps, current, { end: 'unreachable', seconds: 0 }, await listLegs(tx, ref));
  });
  if (outcome.kind === 'rejected' && outcome.reason === 'bad_number') throw new AppError(e.notThere, { field: 'to' });
  throw new AppError(e.carrierDown);
}
