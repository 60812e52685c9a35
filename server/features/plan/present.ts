import type { CompanyId } from '#contract/ids.ts';
import { type Meter, type MeterUsage, meters, type PlanUsage } from '#contract/plan.ts';
import type { Allowances } from './allowances.ts';
import { placeOfDay } from './cycle.ts';
import type { Usage } from './find-usage.ts';
import type { NumberedCycle } from './open-cycle.ts';

interface Parts {
  readonly companyId: CompanyId;
  readonly held: Allowances;
  readonly cycle: NumberedCycle;
  readonly usage: Usage;
  /** Which day it is where the company is. */
  readonly today: string;
}

export function presentPlan({ companyId, held, cycle, usage, today }: Parts): PlanUsage {
  const daysSoFar = placeOfDay(today, cycle);
  const presented = meters.map((meter) => presentMeter(meter, held, usage, daysSoFar));
  return {
    companyId,
    plan: {
      id: held.planId,
      name: held.planName,
      monthlyCents: held.monthlyCents,
      yearlyCents: held.yearlyCents,
      recipientsPerMessage: held.recipientsPerMessage,
      lines: held.lines,
      features: [...held.features],
      endsAt: held.endsAt?.toISOString() ?? null,
      hasEnded: held.hasEnded,
    },
    cycle: {
      since: cycle.startsOn,
      renewsOn: cycle.endsOn,
      renewsAt: cycle.endsAt.toISOString(),
      today,
      timeZone: cycle.timeZone,
    },
    meters: presented,
    groups: { allowance: held.meters.groups.allowance, ...usage.groups },
    // A threshold of a limit that is no longer in force is reached no longer.
    alerts: usage.alerts
      .filter((alert) => presented.some((one) => one.meter === alert.meter && limitOf(one) === alert.limit))
      .map((alert) => ({ ...alert, at: new Date(alert.at).toISOString() })),
  };
}

function presentMeter(meter: Meter, held: Allowances, usage: Usage, daysSoFar: number): MeterUsage {
  const company = usage.company.find((one) => one.meter === meter);
  const own = usage.own.find((one) => one.meter === meter);
  const upToToday = (days: readonly number[] | undefined) =>
    Array.from({ length: Math.max(daysSoFar, days?.length ?? 0) }, (_, place) => days?.[place] ?? 0);
  return {
    meter,
    allowance: held.meters[meter].allowance,
    extra: company?.extra ?? 0,
    overCentsPer100: held.meters[meter].overCentsPer100,
    company: {
      used: company?.used ?? 0,
      reserved: company?.reserved ?? 0,
      forecast: company?.forecast ?? null,
      days: upToToday(company?.days),
    },
    own: { used: own?.used ?? 0, days: upToToday(own?.days) },
  };
}

const limitOf = (of: MeterUsage) => (of.allowance === -1 ? -1 : of.allowance + of.extra);
