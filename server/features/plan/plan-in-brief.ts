import { type Meter, meters } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import { allowancesOf, type HeldPlan, heldPlan } from './allowances.ts';
import { writtenPeriod } from './billing-account.ts';
import { cyclesOf, type WrittenCycles, writtenCycles } from './open-cycle.ts';
import { factsOf, type PlanFacts } from './plan-facts.ts';

/** What programs are told of a plan with every call: little enough to be read by the statement that counts the call. */
export interface PlanInBrief {
  readonly planName: string;
  /** −1: unlimited, here and below. */
  readonly recipientsPerMessage: number;
  readonly monthlyCents: number | null;
  readonly facts: PlanFacts;
  /** By the line, in the cycle that is in force. */
  readonly used: Readonly<Partial<Record<Meter, number>>>;
  /** By the company, packs with it. */
  readonly allowed: Readonly<Record<Meter, number>>;
  readonly groups: { readonly allowance: number; readonly own: number };
}

/** As the expression below has it. */
export interface WrittenBrief {
  readonly held: HeldPlan | null;
  readonly cycles: WrittenCycles | null;
  readonly paid: { readonly start: string; readonly end: string } | null;
  readonly used: PlanInBrief['used'] | null;
  readonly extra: PlanInBrief['used'] | null;
  readonly groups: number;
}

/** One JSON object, for the line and the company with these ids, like $1. */
export const writtenBrief = ({ company, line }: { company: string; line: string }) => `
  (select json_build_object('held', (select row_to_json(h) from (${heldPlan(company)}) h), 'cycles', (${writtenCycles(company)}),
    'paid', (${writtenPeriod(company)}),
    'used', (select json_object_agg(l.meter, l.used) from line_meter l
      where l.company_id = ${company} and l.line_id = ${line} and l.cycle = o.number),
    'extra', (select json_object_agg(m.meter, m.extra) from company_meter m where m.company_id = ${company} and m.cycle = o.number),
    'groups', (select count(*) from gauge_hold h where h.company_id = ${company} and h.gauge = 'groups' and h.line_id = ${line}))
  from (select max(y.number) as number from usage_cycle y where y.company_id = ${company} and y.closed_at is null) o)`;

/** A cycle that is over and that nobody has turned yet is told as the next one, empty. */
export function briefOf(deps: Pick<Deps, 'clock'>, written: WrittenBrief): PlanInBrief {
  if (!written.held || !written.cycles) throw new Error('a company without a plan');
  const held = allowancesOf(deps, written.held);
  const { open, due } = cyclesOf(written.cycles, deps.clock.now());
  const { paid, groups } = written;
  const isOpen = open?.number === due.number;
  const extra = isOpen ? written.extra : null;
  const allowed = meters.map((meter) => {
    const { allowance } = held.meters[meter];
    return [meter, allowance === -1 ? -1 : allowance + (extra?.[meter] ?? 0)] as const;
  });
  return {
    planName: held.planName,
    recipientsPerMessage: held.recipientsPerMessage,
    monthlyCents: held.monthlyCents,
    facts: factsOf(held, due, paid ? { start: new Date(paid.start), end: new Date(paid.end) } : undefined),
    used: (isOpen ? written.used : null) ?? {},
    allowed: Object.fromEntries(allowed) as PlanInBrief['allowed'], // every meter, as just made
    groups: { allowance: held.meters.groups.allowance, own: groups },
  };
}
