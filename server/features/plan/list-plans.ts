import { asc, eq } from 'drizzle-orm';
import type { Limited } from '#contract/plan.ts';
import type { Db } from '#server/platform/db/db.ts';
import { plan, planAllowance } from './tables.ts';

export type CataloguePlan = typeof plan.$inferSelect & {
  readonly meters: Readonly<
    Partial<Record<Limited, { readonly allowance: number; readonly overCentsPer100: number | null }>>
  >;
};

/** The catalogue, smallest plan first. */
export async function listPlans(db: Db): Promise<CataloguePlan[]> {
  const rows = await db
    .select()
    .from(plan)
    .leftJoin(planAllowance, eq(planAllowance.planId, plan.id))
    .orderBy(asc(plan.place), asc(plan.id));
  return [...Map.groupBy(rows, (row) => row.plan.id).values()].flatMap((of) => {
    const [first] = of;
    if (!first) return [];
    const meters = of.flatMap(({ plan_allowance: held }) =>
      held ? [[held.meter, { allowance: held.allowance, overCentsPer100: held.overCentsPer100 }] as const] : [],
    );
    return [{ ...first.plan, meters: Object.fromEntries(meters) }];
  });
}
