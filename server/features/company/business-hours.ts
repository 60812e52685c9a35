import { eq } from 'drizzle-orm';
import type { BusinessHours } from '#contract/business-hours.ts';
import type { CompanyId } from '#contract/ids.ts';
import { company } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';

/** The hours of a company and the zone they are meant in: what `isOpen` and `nextChange` take. Hours of null: always open. */
export async function readBusinessHours(
  db: Db,
  companyId: CompanyId,
): Promise<{ hours: BusinessHours | null; timeZone: string }> {
  const [found] = await db
    .select({ hours: company.businessHours, timeZone: company.timeZone })
    .from(company)
    .where(eq(company.id, companyId));
  if (!found) throw new Error('there is no such company');
  return found;
}
