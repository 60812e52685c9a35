import type { CompanyId } from '#contract/ids.ts';
import type { Limited } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { trialEnd } from './terms.ts';

export interface Allowances {
  readonly planId: string;
  readonly planName: string;
  /** Where it stands in the catalogue. */
  readonly place: number;
  /** −1: unlimited, here and below. */
  readonly recipientsPerMessage: number;
  readonly lines: number;
  readonly features: readonly string[];
  /** For a plan that ends by itself. Once it is over, its meters refuse everything that can be refused. */
  readonly endsAt: Date | null;
  readonly hasEnded: boolean;
  readonly monthlyCents: number | null;
  readonly yearlyCents: number | null;
  readonly meters: Readonly<Record<Limited, { readonly allowance: number; readonly overCentsPer100: number | null }>>;
}

/** What the company's plan holds, as it stands now. */
export async function allowances(db: Db, deps: Pick<Deps, 'clock'>, companyId: CompanyId): Promise<Allowances> {
  const [found] = await findPlan(db, [companyId]);
  if (!found) throw new Error('a company without a plan');
  return allowancesOf(deps, found);
}

export function allowancesOf(deps: Pick<Deps, 'clock'>, { ends_at, ...rest }: HeldPlan): Allowances {
  const endsAt = ends_at === null ? null : new Date(ends_at);
  return { ...rest, endsAt, hasEnded: endsAt !== null && endsAt <= deps.clock.now() };
}

/** As the statement below has it. */
export type HeldPlan = Omit<Allowances, 'endsAt' | 'hasEnded'> & { ends_at: string | null };

/** Of the company with this id, like $1. */
export const heldPlan = (company: string) => `
  select n.id as "planId", n.name as "planName", n.place, n.recipients_per_message as "recipientsPerMessage", n.lines, n.features,
    n.monthly_cents as "monthlyCents", n.yearly_cents as "yearlyCents", ${trialEnd}::text as ends_at,
    (select json_object_agg(a.meter, json_build_object('allowance', a.allowance, 'overCentsPer100', a.over_cents_per_100))
      from plan_allowance a where a.plan_id = n.id) as meters
  from company p join plan n on n.id = p.plan left join company_trial t on t.company_id = p.id where p.id = ${company}`;

const findPlan = statement<HeldPlan>('plan_of_company', heldPlan('$1'));
