import { eq, sql } from 'drizzle-orm';
import { type Limited, limited } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import { company } from '#server/features/identity/index.ts';
import { tell } from '#server/platform/live/live.ts';
import { noteReached } from './note-reached.ts';
import { plan, planAllowance } from './tables.ts';

export interface PlanEdit {
  readonly id: string;
  /** What changes of it; a plan that is new needs all of it. */
  readonly plan: Partial<Omit<typeof plan.$inferInsert, 'id'>>;
  readonly meters: Partial<Record<Limited, { allowance?: number; overCentsPer100?: number | null }>>;
}

/** Edits a plan of the catalogue, or adds one. Companies that have it have the new terms at once, and hear of thresholds that are reached by them. */
export async function editPlan(deps: Pick<Deps, 'db' | 'clock'>, edit: PlanEdit): Promise<'added' | 'edited'> {
  return deps.db.transaction(async (tx) => {
    const [known] = await tx.select({ id: plan.id }).from(plan).where(eq(plan.id, edit.id)).for('update');
    if (!known) {
      const { name, place = 100, recipientsPerMessage = -1, lines = -1, features = [], ...rest } = edit.plan;
      if (name === undefined) throw new Error(`There is no plan ${edit.id}. To add it, give it a name.`);
      await tx.insert(plan).values({ id: edit.id, name, place, recipientsPerMessage, lines, features, ...rest });
      await tx
        .insert(planAllowance)
        .values(limited.map((meter) => ({ planId: edit.id, meter, allowance: 0, ...edit.meters[meter] })));
      return 'added';
    }
    if (Object.keys(edit.plan).length > 0) await tx.update(plan).set(edit.plan).where(eq(plan.id, edit.id));
    for (const meter of limited) {
      const set = edit.meters[meter];
      if (set)
        await tx
          .update(planAllowance)
          .set(set)
          .where(sql`${planAllowance.planId} = ${edit.id} and ${planAllowance.meter} = ${meter}`);
    }
    const holders = await tx
      .select({ id: company.id })
      .from(company)
      .where(eq(company.plan, edit.id))
      .orderBy(company.id);
    for (const { id } of holders) {
      await noteReached(tx, deps, id);
      await tell(tx, { company: id, topic: 'plan' });
    }
    return 'edited';
  });
}
