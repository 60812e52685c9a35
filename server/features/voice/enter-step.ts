import { Type } from 'typebox';
import type { Step } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import { seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { longestVoicemailSeconds } from './plan-step.ts';
import { ringCell } from './ring-cell.ts';
import { type CallRow, type LegRow, updateCall } from './store.ts';
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

type CallToBe = Pick<CallRow, 'companyId' | 'lineId' | 'id' | 'from' | 'steps'>;

/** Moves a call to a station of its way. */
export async function enterStep(tx: Db, deps: Deps, call: CallRow, place: number): Promise<CallRow> {
  const browser = call.browser === 'ringing' ? null : call.browser;
  const entered = await updateCall(tx, call, { browser, ...standingAt(call, place, deps.clock.now()) });
  await beginStep(tx, deps, call, place);
  return entered;
}

/** What is written of a call that comes to a station of its way. */
export function standingAt({ steps }: Pick<CallToBe, 'steps'>, place: number, now: Date) {
  const step = steps[place];
  const isRing = step?.step === 'ring';
  return {
    step: place,
    stage: step ? stages[step.step] : ('sorry' as const),
    ...(isRing && { rangAt: now }),
    ...(isRing && step.browser && { browser: 'ringing' as const }),
    ...(step?.step === 'record' && { recording: 'promised' as const }),
  };
}

/** What a station begins with, beside what is written of the call; and somebody looks after it when it has had its time. Answers the leg of a cell that rings. */
export async function beginStep(tx: Db, deps: Deps, call: CallToBe, place: number): Promise<LegRow | undefined> {
  const step = call.steps[place];
  await tell(tx, { line: call.lineId, topic: 'calls' });
  await lookAfter(tx, call, seconds(timeFor(step)));
  return step?.step === 'ring' && step.cell ? ringCell(tx, deps, call) : undefined;
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
