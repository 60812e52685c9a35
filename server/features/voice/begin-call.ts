import type { CallNews, CallPlan } from '#server/carriers/calls.ts';
import type { Deps } from '#server/deps.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { enterStep, stageOf } from './enter-step.ts';
import { askedAgain } from './go-on.ts';
import { planStep } from './plan-step.ts';
import { readRoute } from './read-route.ts';
import { findCallByCarrierId, findLineByNumber, findPhoneSettings, insertCall, insertLeg, listLegs } from './store.ts';

/** A call comes in: its way is decided and written down, and the carrier told what to do first. A repeat gets the same answer. */
export async function beginCall(deps: Deps, news: CallNews): Promise<CallPlan> {
  const [found, known] = await Promise.all([
    findLineByNumber(deps.db, news.to),
    findCallByCarrierId(deps.db, news.carrierId),
  ]);
  if (known) return askedAgain(deps.db, deps, known);
  if (!found) return [{ do: 'reject', as: 'rejected' }];
  const { companyId, id: lineId } = found.line;
  const facts = { ...found, greetingFile: (await findPhoneSettings(deps.db, companyId, lineId))?.greetingFile ?? null };
  const at = deps.clock.now();
  const route = await readRoute(deps, found, { from: news.from, at });
  return deps.db.transaction(async (tx) => {
    const made = await insertCall(tx, {
      companyId,
      lineId,
      id: newId(),
      incoming: true,
      carrierId: news.carrierId,
      from: news.from.slice(0, 60),
      to: news.to,
      steps: route.steps,
      stage: stageOf(route.steps[0]),
      cell: route.cell,
      at,
    });
    // The same webhook twice in one moment: the other one has written it down, and the carrier may take this answer.
    if (!made) return askedAgain(tx, deps, await findCallByCarrierId(tx, news.carrierId));
    await insertLeg(tx, {
      companyId,
      id: newId(),
      callId: made.id,
      kind: 'caller',
      carrierId: news.carrierId,
      startedAt: at,
    });
    const call = await enterStep(tx, deps, made, 0);
    await tell(tx, { line: lineId, topic: 'calls' });
    return planStep(deps, call, facts, await listLegs(tx, { companyId, callId: call.id }));
  });
}
