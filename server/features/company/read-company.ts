import { eq } from 'drizzle-orm';
import { isOpen, nextChange } from '#contract/business-hours.ts';
import type { Company } from '#contract/company.ts';
import { commonErrors } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { company } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { countWithoutSecondStep } from './store.ts';

/** The caller's company as its own page shows it. */
export async function readCompany({ db, clock }: Deps, caller: Caller): Promise<Company> {
  const [found] = await db.select().from(company).where(eq(company.id, caller.companyId));
  if (!found) throw new AppError(commonErrors.signInNeeded);
  const now = clock.now();
  return {
    id: found.id,
    name: found.name,
    timeZone: found.timeZone,
    region: found.region,
    businessHours: found.businessHours,
    openNow: isOpen(found.businessHours, found.timeZone, now),
    nextChangeAt: nextChange(found.businessHours, found.timeZone, now)?.toISOString() ?? null,
    secondFactorRequired: found.secondFactorRequired,
    secondFactorMissing: await countWithoutSecondStep(db, found.id),
    retentionMonths: found.retentionMonths,
    billingContact: found.billingContact,
  };
}
