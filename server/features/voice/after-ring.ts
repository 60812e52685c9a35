import type { CallPlan } from '#server/carriers/calls.ts';
import type { Deps } from '#server/deps.ts';
import { eventUrl } from './addresses.ts';
import { answerFor, nextPlan } from './go-on.ts';
import { type CallRef, lockCall } from './store.ts';

const leastSeconds = 2;

/** The cell does not ring any more, or its time is up. The browser may have some of its own left. */
export function afterRing(deps: Deps, ref: CallRef, from: number): Promise<CallPlan> {
  return deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    if (!call || call.endedAt !== null) return [{ do: 'hang up' }];
    const taken = await answerFor(deps, call);
    if (taken) return taken;
    const step = call.steps[call.step];
    if (call.step === from && step?.step === 'ring' && call.browser === 'ringing' && call.rangAt !== null) {
      const rung = (deps.clock.now().getTime() - call.rangAt.getTime()) / 1000;
      const left = Math.round(step.seconds - rung);
      const url = eventUrl(deps, 'rung', call, { step: String(from) });
      if (left >= leastSeconds)
        return [
          { do: 'pause', seconds: left },
          { do: 'go to', url },
        ];
    }
    return nextPlan(tx, deps, call, from);
  });
}
