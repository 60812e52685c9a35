import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { type Allowances, allowances } from './allowances.ts';
import { findAccount, paidPeriod } from './billing-account.ts';
import type { Period } from './billing-period.ts';
import { dayOf } from './cycle.ts';
import { findCycle, type NumberedCycle } from './open-cycle.ts';

export interface PlanFacts {
  /** Where the plan stands in the catalogue: a number for programs that know plans by one. */
  readonly place: number;
  /** The day the usage cycle began, in the company's time zone. */
  readonly since: string;
  /** The paid period, in the same days; the usage cycle where nothing is paid. */
  readonly period: { readonly start: string; readonly end: string };
}

/** The few facts of a company's plan that are told beside other things. */
export async function planFacts(deps: Deps, companyId: CompanyId): Promise<PlanFacts> {
  const [held, { due }, account] = await Promise.all([
    allowances(deps.db, deps, companyId),
    findCycle(deps.db, companyId, deps.clock.now()),
    findAccount(deps.db, companyId),
  ]);
  return factsOf(held, due, paidPeriod(account)?.period);
}

export function factsOf(held: Allowances, due: NumberedCycle, paid: Period | undefined): PlanFacts {
  return {
    place: held.place,
    since: due.startsOn,
    period: paid
      ? { start: dayOf(paid.start, due.timeZone), end: dayOf(paid.end, due.timeZone) }
      : { start: due.startsOn, end: due.endsOn },
  };
}
