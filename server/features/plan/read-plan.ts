import type { PlanUsage } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { allowancesOf } from './allowances.ts';
import { findPlanAndUsage } from './find-usage.ts';
import { cyclesOf } from './open-cycle.ts';
import { presentPlan } from './present.ts';

/** The Plan section of My Settings. A cycle that is over and that nobody has turned yet shows as the next one, empty. */
export async function readPlan(deps: Deps, { companyId, lineId }: LineRef): Promise<PlanUsage> {
  const now = deps.clock.now();
  const found = await findPlanAndUsage(deps.db, { companyId, lineId, now });
  if (!found.held || !found.cycles) throw new Error('a company without a plan');
  const held = allowancesOf(deps, found.held);
  const { open, due } = cyclesOf(found.cycles, now);
  const { groups, today } = found;
  const usage = open?.number === due.number ? found : { company: [], own: [], alerts: [], groups };
  return presentPlan({ companyId, held, cycle: due, usage, today });
}
