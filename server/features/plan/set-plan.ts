import { eq } from 'drizzle-orm';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { company } from '#server/features/identity/index.ts';
import { after, days } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';
import { noteReached } from './note-reached.ts';
import { companyTrial, plan } from './tables.ts';

/** Gives a company a plan, at once and without a bill. A plan that ends by itself begins anew. Answers false where there is no such plan. */
export async function setPlan(
  tx: Db,
  deps: Pick<Deps, 'clock'>,
  { companyId, planId }: { companyId: CompanyId; planId: string },
): Promise<boolean> {
  const [found] = await tx.select({ trialDays: plan.trialDays }).from(plan).where(eq(plan.id, planId));
  if (!found) return false;
  await tx.update(company).set({ plan: planId }).where(eq(company.id, companyId));
  await tx.delete(companyTrial).where(eq(companyTrial.companyId, companyId));
  if (found.trialDays !== null)
    await tx.insert(companyTrial).values({ companyId, endsAt: after(deps.clock.now(), days(found.trialDays)) });
  await noteReached(tx, deps, companyId);
  await tell(tx, { company: companyId, topic: 'plan' });
  return true;
}
