import type { CallNews, CallPlan } from '#server/carriers/calls.ts';
import type { Deps } from '#server/deps.ts';
import { type Db, violatedConstraint } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { lookingAfter, patienceWith, ringsCell, standingAt } from './enter-step.ts';
import { findCallerTo } from './find-caller.ts';
import { askedAgain } from './go-on.ts';
import { planStep } from './plan-step.ts';
import { type Route, readRoute } from './read-route.ts';
import { ringCell } from './ring-cell.ts';
import { type Called, findCallByCarrierId, findLineByNumber, insertCall } from './store.ts';

/** A call comes in: its way is decided and written down, and the carrier told what to do first. A repeat gets the same answer. */
export async function beginCall(deps: Deps, news: CallNews): Promise<CallPlan> {
  const [called, caller] = await Promise.all([
    findLineByNumber(deps.db, news.to),
    findCallerTo(deps.db, news.to, news.from),
  ]);
  if (!called) {
    // The number may have left its line since the carrier first asked.
    const known = await findCallByCarrierId(deps.db, news.carrierId);
    return known ? askedAgain(deps.db, deps, known) : [{ do: 'reject', as: 'rejected' }];
  }
  const at = deps.clock.now();
  const route = await readRoute(deps, called, { from: news.from, caller, at });
  try {
    return await writeDown(deps, news, called, route, at);
  } catch (error) {
    if (violatedConstraint(error) !== 'call_carrier') throw error;
    return askedAgain(deps.db, deps, await findCallByCarrierId(deps.db, news.carrierId));
  }
}

/** What is written of a call before the caller hears anything. */
function writeDown(deps: Deps, news: CallNews, called: Called, route: Route, at: Date): Promise<CallPlan> {
  const from = news.from.slice(0, 60);
  const begun = { companyId: called.line.companyId, lineId: called.line.id, id: newId(), from, steps: route.steps };
  const row = {
    ...begun,
    ...standingAt(begun, 0, at),
    incoming: true,
    carrierId: news.carrierId,
    to: news.to,
    cell: route.cell,
    at,
  };
  const caller = { companyId: begun.companyId, id: newId(), callId: begun.id, carrierId: news.carrierId };
  const [first] = route.steps;
  const write = async (db: Db): Promise<CallPlan> => {
    const looked = lookingAfter(begun, patienceWith(first));
    const { call, leg } = await insertCall(db, row, { ...caller, kind: 'caller', startedAt: at }, looked);
    await tell(db, { line: begun.lineId, topic: 'calls' });
    const cell = ringsCell(first) ? await ringCell(db, deps, begun) : undefined;
    return planStep(deps, call, called, cell ? [leg, cell] : [leg]);
  };
  // Where no cell rings it is one statement, and whole by itself.
  return ringsCell(first) ? deps.db.transaction(write) : write(deps.db);
}
