import { and, eq, gt, lte } from 'drizzle-orm';
import type { BillLine } from '#contract/billing.ts';
import type { CompanyId } from '#contract/ids.ts';
import type { Db } from '#server/platform/db/db.ts';
import type { Offer } from './plan-offers.ts';
import { companyMeter, usageCycle } from './tables.ts';

/** Cents for units beyond an allowance, at a price for 100 of them; half a cent goes up. */
export const overageCents = (units: number, centsPer100: number): number =>
  Number((BigInt(units) * BigInt(centsPer100) + 50n) / 100n);

/** Lines for what was used beyond the allowance in usage cycles that ended after `from` and by `to`: the ledger's own numbers. */
export async function overageLines(
  db: Db,
  companyId: CompanyId,
  offer: Offer,
  { from, to }: { from: Date; to: Date },
): Promise<BillLine[]> {
  const cycles = await db
    .select({
      meter: companyMeter.meter,
      used: companyMeter.used,
      extra: companyMeter.extra,
      startsAt: usageCycle.startsAt,
      endsAt: usageCycle.endsAt,
    })
    .from(usageCycle)
    .innerJoin(
      companyMeter,
      and(eq(companyMeter.companyId, usageCycle.companyId), eq(companyMeter.cycle, usageCycle.number)),
    )
    .where(and(eq(usageCycle.companyId, companyId), gt(usageCycle.endsAt, from), lte(usageCycle.endsAt, to)))
    .orderBy(usageCycle.startsAt, companyMeter.meter);
  return cycles.flatMap(({ meter, used, extra, startsAt, endsAt }): BillLine[] => {
    const price = offer.overCentsPer100[meter];
    const units = used - offer[meter] - extra;
    if (price === undefined || offer[meter] < 0 || units <= 0) return [];
    return [
      {
        kind: 'overage',
        plan: offer.name,
        interval: null,
        meter,
        units,
        from: startsAt.toISOString(),
        to: endsAt.toISOString(),
        cents: overageCents(units, price),
      },
    ];
  });
}
