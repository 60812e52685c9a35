import { eq } from 'drizzle-orm';
import { company, type LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';

/** The country of numbers that are written without a country code. */
export async function regionOf(db: Db, ref: LineRef): Promise<string> {
  const [found] = await db.select({ region: company.region }).from(company).where(eq(company.id, ref.companyId));
  return found?.region ?? 'US';
}
