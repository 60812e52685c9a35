import type { PlanUsage } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { allowances } from './allowances.ts';
import { findUsage } from './find-usage.ts';
import { findCycle } from './open-cycle.ts';
import { presentPlan } from './present.ts';

/** The Plan section of My Settings. A cycle that is over and that nobody has turned yet shows as the next one, empty. */
export async function readPlan(deps: Deps, { companyId, lineId }: LineRef): Promise<PlanUsage> {
  const now = deps.clock.now();
  const [held, { due }] = await Promise.all([allowances(deps.db, deps, companyId), findCycle(deps.db, companyId, now)]);
  const usage = await findUsage(deps.db, companyId, { lineId, cycle: due.number, now });
  return presentPlan({ companyId, held, cycle: due, usage, now });
}
