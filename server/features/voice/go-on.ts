import type { CallPlan } from '#server/carriers/calls.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { enterStep } from './enter-step.ts';
import { connectPlan, planStep } from './plan-step.ts';
import { spokenWords } from './spoken-words.ts';
import { type CallRef, type CallRow, findLine, listLegs, lockCall } from './store.ts';

const hangUp: CallPlan = [{ do: 'hang up' }];

/** The station `from` has done its part: on to the next. A repeat, or news that come late, find the call where it is. */
export function goOn(deps: Deps, ref: CallRef, from: number): Promise<CallPlan> {
  return deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    if (!call || call.endedAt !== null) return hangUp;
    return (await answerFor(deps, call)) ?? nextPlan(tx, deps, call, from);
  });
}

/** The carrier asks once more what it has asked already: the call is where it is. */
export async function askedAgain(tx: Db, deps: Deps, call: CallRow | undefined): Promise<CallPlan> {
  if (!call || call.endedAt !== null) return hangUp;
  return (await answerFor(deps, call)) ?? planHere(tx, deps, call);
}

/** A call that somebody took goes no further. */
export async function answerFor(deps: Deps, call: CallRow): Promise<CallPlan | undefined> {
  if (call.winner === null) return undefined;
  const isCut = call.endsAt !== null && deps.clock.now() >= call.endsAt;
  if (call.winner === 'cell' && !isCut) return hangUp;
  const found = await findLine(deps.db, call.companyId, call.lineId);
  if (!found) return hangUp;
  const { language } = found.line;
  if (call.winner === 'browser') return connectPlan(deps, call, language);
  return [{ do: 'say', text: spokenWords[language].minutesOver, language }, ...hangUp];
}

export async function nextPlan(tx: Db, deps: Deps, call: CallRow, from: number): Promise<CallPlan> {
  const moved = call.step > from ? call : await enterStep(tx, deps, call, from + 1);
  return planHere(tx, deps, moved);
}

/** What the carrier is to do with a call where it stands. */
export async function planHere(tx: Db, deps: Deps, call: CallRow): Promise<CallPlan> {
  const found = await findLine(tx, call.companyId, call.lineId);
  if (!found) return hangUp;
  return planStep(deps, call, found, await listLegs(tx, { companyId: call.companyId, callId: call.id }));
}
