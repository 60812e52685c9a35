import type { PlanUsage } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { allowancesOf } from './allowances.ts';
import { findPlanAndUsage } from './find-usage.ts';
import { cyclesOf } from './open-cycle.ts';
import { factsOf, type PlanFacts } from './plan-facts.ts';
import { presentPlan } from './present.ts';

/** The Plan section of My Settings. A cycle that is over and that nobody has turned yet shows as the next one, empty. */
export const readPlan = async (deps: Deps, ref: LineRef): Promise<PlanUsage> =>
  (await readPlanAndFacts(deps, ref)).usage;

export async function readPlanAndFacts(
  deps: Deps,
  { companyId, lineId }: LineRef,
): Promise<{ usage: PlanUsage; facts: PlanFacts }> {
  const now = deps.clock.now();
  const found = await findPlanAndUsage(deps.db, { companyId, lineId, now });
  if (!found.held || !found.cycles) throw new Error('a company without a plan');
  const held = allowancesOf(deps, found.held);
  const { open, due } = cyclesOf(found.cycles, now);
  const { paid, groups, today } = found;
  const usage = open?.number === due.number ? found : { company: [], own: [], alerts: [], groups };
  return {
    usage: presentPlan({ companyId, held, cycle: due, usage, today }),
    facts: factsOf(held, due, paid ? { start: new Date(paid.start), end: new Date(paid.end) } : undefined),
  };
}
