import { Type } from 'typebox';
import type { Step } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import { seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { defineJob, enqueue, jobForLater } from '#server/platform/jobs/jobs.ts';
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

/** Moves a call to a station of its way. */
export async function enterStep(tx: Db, deps: Deps, call: CallRow, place: number): Promise<CallRow> {
  const browser = call.browser === 'ringing' ? null : call.browser;
  const entered = await updateCall(tx, call, { browser, ...standingAt(call, place, deps.clock.now()) });
  const step = call.steps[place];
  await tell(tx, { line: call.lineId, topic: 'calls' });
  await lookAfter(tx, call, patienceWith(step));
  if (ringsCell(step)) await ringCell(tx, deps, call);
  return entered;
}

/** What is written of a call that comes to a station of its way. */
export function standingAt({ steps }: Pick<CallRow, 'steps'>, place: number, now: Date) {
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

export const ringsCell = (step: Step | undefined): boolean => step?.step === 'ring' && step.cell;

/** How long a station may take before the carrier's silence is suspicious, in ms. */
export function patienceWith(step: Step | undefined): number {
  if (step?.step === 'ring') return seconds(step.seconds + 15);
  if (step?.step === 'greeting') return seconds(75);
  return seconds(step?.step === 'record' ? longestVoicemailSeconds + 30 : 30);
}

type Ref = Pick<CallRow, 'companyId' | 'id'>;
// One look at a time: a later station takes the place of an earlier one's.
const about = ({ companyId, id }: Ref, afterMs: number) =>
  [checkCall, { companyId, callId: id }, { afterMs, key: `call:${id}` }] as const;

/** Has the call looked at after so many milliseconds, unless it moves on before. */
export const lookAfter = (tx: Db, call: Ref, afterMs: number) => enqueue(tx, ...about(call, afterMs));

/** The same as a part of the statement that writes the call. */
export const lookingAfter = (call: Ref, afterMs: number) => jobForLater(...about(call, afterMs));
