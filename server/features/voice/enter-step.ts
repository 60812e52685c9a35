import { Type } from 'typebox';
import type { Step } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import { seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { longestVoicemailSeconds } from './plan-step.ts';
import { ringCell } from './ring-cell.ts';
import { type CallRow, updateCall } from './store.ts';
import type { Stage } from './tables.ts';

/** Our own clock behind the carrier's: looks after a call that nothing was heard of. */
export const checkCall = defineJob({
  name: 'voice.check-call',
  payload: Type.Object({ companyId: Type.String(), callId: Type.String() }),
});

const stages = {
  reject: 'rejected',
  screen: 'screening',
  ring: 'ringing',
  greeting: 'greeting',
  record: 'recording',
  sorry: 'sorry',
  mail: 'sorry',
} as const satisfies Record<Step['step'], Stage>;

export const stageOf = (step: Step | undefined): Stage => (step ? stages[step.step] : 'sorry');

/** Moves a call to a station of its way, and sees to it that somebody looks after it when the station has had its time. */
export async function enterStep(tx: Db, deps: Deps, call: CallRow, place: number): Promise<CallRow> {
  const step = call.steps[place];
  const now = deps.clock.now();
  const isRing = step?.step === 'ring';
  const entered = await updateCall(tx, call, {
    step: place,
    stage: stageOf(step),
    browser: isRing && step.browser ? 'ringing' : call.browser === 'ringing' ? null : call.browser,
    ...(isRing && { rangAt: now }),
    ...(step?.step === 'record' && { recording: 'promised' as const }),
  });
  if (isRing && step.cell) await ringCell(tx, deps, call);
  await tell(tx, { line: call.lineId, topic: 'calls' });
  await lookAfter(tx, call, seconds(timeFor(step)));
  return entered;
}

/** How long a station may take before the carrier's silence is suspicious, in seconds. */
function timeFor(step: Step | undefined): number {
  if (step?.step === 'ring') return step.seconds + 15;
  if (step?.step === 'greeting') return 75;
  return step?.step === 'record' ? longestVoicemailSeconds + 30 : 30;
}

/** Has the call looked at after so many milliseconds, unless it moves on before. */
export const lookAfter = (tx: Db, call: Pick<CallRow, 'companyId' | 'id'>, afterMs: number) =>
  enqueue(
    tx,
    checkCall,
    { companyId: call.companyId, callId: call.id },
    // One look at a time: a later station takes the place of an earlier one's.
    { afterMs, key: `call:${call.id}` },
  );
