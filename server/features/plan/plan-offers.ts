import { createHash } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import type { PlanOffer } from '#contract/billing.ts';
import type { CompanyId } from '#contract/ids.ts';
import type { Limited } from '#contract/plan.ts';
import { company } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { listPackOffers, type PackOffer } from './edit-pack.ts';
import { plan, planAllowance } from './tables.ts';

/** A plan as it is sold: what it costs and holds, and what more than it holds costs. */
export interface Offer extends PlanOffer {
  readonly retired: boolean;
  readonly isTrial: boolean;
  /** Price of 100 units beyond the allowance; a meter that is not here stops at it. */
  readonly overCentsPer100: Readonly<Partial<Record<Limited, number>>>;
}

/** The whole catalogue, smallest first. */
export async function listOffers(db: Db): Promise<Offer[]> {
  const plans = await db.select().from(plan).orderBy(asc(plan.place));
  const allowances = await db.select().from(planAllowance);
  return plans.map((row) => {
    const own = allowances.filter(({ planId }) => planId === row.id);
    const allowanceOf = (meter: Limited) => own.find((one) => one.meter === meter)?.allowance ?? 0;
    return {
      id: row.id,
      name: row.name,
      monthlyCents: row.monthlyCents,
      yearlyCents: row.yearlyCents,
      messages: allowanceOf('messages'),
      minutes: allowanceOf('minutes'),
      groups: allowanceOf('groups'),
      api_requests: allowanceOf('api_requests'),
      transcriptions: allowanceOf('transcriptions'),
      recipients: row.recipientsPerMessage,
      lines: row.lines,
      retired: row.retiredAt !== null,
      isTrial: row.trialDays !== null,
      overCentsPer100: Object.fromEntries(
        own.flatMap(({ meter, overCentsPer100 }) => (overCentsPer100 === null ? [] : [[meter, overCentsPer100]])),
      ),
    };
  });
}

export const isForSale = (offer: Offer) => offer.monthlyCents !== null && !offer.retired && !offer.isTrial;
/** Whether a company of this plan ever sees a bill: one that an operator made Unlimited does not. */
export const isBilled = (offer: Offer) => offer.monthlyCents !== null || offer.isTrial;

/** Says whether two looks at the catalogue saw the same prices. */
export const digestOfPrices = ({ offers, packs }: { offers: readonly Offer[]; packs: readonly PackOffer[] }) =>
  createHash('sha256')
    .update(JSON.stringify([offers, packs]))
    .digest('base64url')
    .slice(0, 22);

/** The company's name, zone and plan, with the catalogue its plan is of, and the packs. */
export async function readPlanOf(db: Db, companyId: CompanyId) {
  const [found] = await db.select().from(company).where(eq(company.id, companyId));
  if (!found) throw new Error(`there is no company ${companyId}`);
  const offers = await listOffers(db);
  const offer = offers.find(({ id }) => id === found.plan);
  if (!offer) throw new Error(`the catalogue has no plan ${found.plan}`);
  return { company: found, offers, offer, packs: await listPackOffers(db) };
}
