import { and, eq, isNull, sql } from 'drizzle-orm';
import type { AllowanceName, Blocker } from '#contract/billing.ts';
import { allowanceNames } from '#contract/billing.ts';
import type { CompanyId } from '#contract/ids.ts';
import { meters } from '#contract/plan.ts';
import { line } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { findCycle } from './open-cycle.ts';
import type { Offer } from './plan-offers.ts';
import { companyGauge, companyMeter } from './tables.ts';

/** What a company uses now: lines and groups as they stand, the meters of the running cycle, and when that ends. */
export interface CompanyUse {
  readonly used: Readonly<Partial<Record<AllowanceName, number>>>;
  readonly cycle: { readonly endsAt: Date };
}

export async function readUse(db: Db, companyId: CompanyId, now: Date): Promise<CompanyUse> {
  const [lines] = await db
    .select({ n: sql<number>`count(*)::int` })
    .from(line)
    .where(and(eq(line.companyId, companyId), isNull(line.suspendedAt)));
  const [groups] = await db
    .select({ held: companyGauge.held })
    .from(companyGauge)
    .where(and(eq(companyGauge.companyId, companyId), eq(companyGauge.gauge, 'groups')));
  const { due: cycle } = await findCycle(db, companyId, now);
  const counted = await db
    .select({ meter: companyMeter.meter, used: companyMeter.used })
    .from(companyMeter)
    .where(and(eq(companyMeter.companyId, companyId), eq(companyMeter.cycle, cycle.number)));
  return {
    used: {
      lines: lines?.n ?? 0,
      groups: groups?.held ?? 0,
      ...Object.fromEntries(counted.map(({ meter, used }) => [meter, used])),
    },
    cycle,
  };
}

const isMeter = (what: AllowanceName) => meters.some((meter) => meter === what);
/** Where more of something than a plan allows is put right. */
const pages: Readonly<Record<AllowanceName, string>> = {
  lines: '/lines',
  groups: '/groups',
  messages: '/settings#plan',
  minutes: '/settings#plan',
  api_requests: '/settings#plan',
  transcriptions: '/settings#plan',
  recipients: '/settings#plan',
};

/**
 * What keeps a company from a plan: more lines or groups than it allows, or more used in a cycle that is still running when the
 * plan begins. What can go beyond the allowance for money keeps nobody out.
 */
export function blockersOf(to: Offer, use: CompanyUse, startsAt: Date): Blocker[] {
  return allowanceNames.flatMap((what) => {
    const [have, allowed] = [use.used[what] ?? 0, to[what]];
    if (allowed < 0 || have <= allowed) return [];
    if (what !== 'lines' && what !== 'recipients' && to.overCentsPer100[what] !== undefined) return [];
    if (isMeter(what) && use.cycle.endsAt <= startsAt) return [];
    return [{ what, have, allowed, link: pages[what] }];
  });
}
