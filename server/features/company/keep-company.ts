import { eq } from 'drizzle-orm';
import { deletionErrors as d } from '#contract/company-errors.ts';
import type { Deps } from '#server/deps.ts';
import { record } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tellAdmins } from './start-deletion.ts';
import { companyDeletion } from './tables.ts';
import { tellCompany } from './tell-company.ts';
import { withCompany } from './with-company.ts';

/** "Keep my account", by any admin, until the deletion takes its first step: both take the same lock. Throws `company.deletion_not_planned`, `company.deletion_begun`. */
export function keepCompany(deps: Deps, caller: Caller): Promise<void> {
  return withCompany(deps, caller, 'delete_company', async (tx, company) => {
    const [planned] = await tx
      .select()
      .from(companyDeletion)
      .where(eq(companyDeletion.companyId, company.id))
      .for('update');
    if (!planned) throw new AppError(d.notPlanned);
    if (planned.state !== 'waiting') throw new AppError(d.begun);
    await tx.delete(companyDeletion).where(eq(companyDeletion.companyId, company.id));
    await record(tx, deps, { ...caller, about: null }, 'company.kept');
    await tellAdmins(tx, deps, company, 'kept', planned.dueAt);
    await tellCompany(tx, company.id);
  });
}
