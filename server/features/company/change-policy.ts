import { eq } from 'drizzle-orm';
import type { company as contract } from '#contract/company.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { company, record } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tellCompany } from './tell-company.ts';
import { withCompany } from './with-company.ts';

/** Sets whether everybody needs a second factor, and how long conversations are kept. */
export function changePolicy(deps: Deps, caller: Caller, wanted: BodyOf<typeof contract.changePolicy>): Promise<void> {
  return withCompany(deps, caller, 'manage_company', async (tx, current) => {
    const { secondFactorRequired, retentionMonths } = wanted;
    const from = { secondFactorRequired: current.secondFactorRequired, retentionMonths: current.retentionMonths };
    if (from.secondFactorRequired === secondFactorRequired && from.retentionMonths === retentionMonths) return;
    await tx.update(company).set({ secondFactorRequired, retentionMonths }).where(eq(company.id, current.id));
    await record(tx, deps, { ...caller, about: null }, 'policy.changed', { from, to: wanted });
    await tellCompany(tx, current.id);
  });
}
