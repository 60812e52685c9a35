import { and, eq, isNull } from 'drizzle-orm';
import { Type } from 'typebox';
import type { CompanyId } from '#contract/ids.ts';
import { meters } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { anchorOf, beginOfDay, type Cycle, cycleAt } from './cycle.ts';
import { companyMeter, usageCycle } from './tables.ts';

/** Opens the next cycle when one ends, also where nobody uses anything. */
export const turnCycle = defineJob({ name: 'plan.turn-cycle', payload: Type.Object({ companyId: Type.String() }) });

export interface NumberedCycle extends Cycle {
  readonly number: number;
  readonly anchorDay: number;
  readonly timeZone: string;
}

/**
 * Sees to it that the company's open cycle is the one that this moment falls in, in the company's time zone: opens the first,
 * closes one that is over, moves the end of one whose company moved. Cycles follow one another without overlap, and never
 * back: a clock that runs behind counts in the cycle that is open.
 */
export async function openCycle(tx: Db, deps: Pick<Deps, 'clock'>, companyId: CompanyId): Promise<void> {
  // Whoever turns the cycle holds the company's open one, so that of many who find it over one turns it. Its key stays free: who
  // writes a meter for the second time has it looked at, and would wait in a ring with who waits for that meter.
  await tx.select().from(usageCycle).where(isOpen(companyId)).for('no key update');
  const now = deps.clock.now();
  const { open, due } = await findCycle(tx, companyId, now);
  if (open && open.number === due.number) {
    if (open.timeZone === due.timeZone && open.endsAt.getTime() === due.endsAt.getTime()) return;
    await tx
      .update(usageCycle)
      .set({ timeZone: due.timeZone, endsAt: due.endsAt })
      .where(and(eq(usageCycle.companyId, companyId), eq(usageCycle.number, open.number)));
  } else {
    if (open)
      await tx
        .update(usageCycle)
        .set({ closedAt: now })
        .where(and(eq(usageCycle.companyId, companyId), eq(usageCycle.number, open.number)));
    const made = await tx
      .insert(usageCycle)
      .values({ ...due, companyId })
      .onConflictDoNothing()
      .returning();
    // Somebody else opened the first one meanwhile.
    if (made.length === 0) return;
    await tx.insert(companyMeter).values(meters.map((meter) => ({ companyId, meter, cycle: due.number })));
    await tell(tx, { company: companyId, topic: 'plan' });
  }
  await enqueue(tx, turnCycle, { companyId }, { runAt: due.endsAt, key: `plan:cycle:${companyId}` });
}

/** The open cycle as it is written down, and the one that this moment falls in, which may have to be opened first. */
export async function findCycle(
  db: Db,
  companyId: CompanyId,
  now: Date,
): Promise<{ open: NumberedCycle | undefined; due: NumberedCycle }> {
  const [found] = await readCycle(db, [companyId]);
  if (!found) throw new Error('a company that is gone has no cycle');
  return cyclesOf(found.cycles, now);
}

/** As the statement below has it. */
export interface WrittenCycles {
  readonly madeAt: string;
  readonly timeZone: string;
  readonly open: (Omit<NumberedCycle, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string }) | null;
}

export function cyclesOf({ madeAt, timeZone, open }: WrittenCycles, now: Date) {
  const read = open && { ...open, startsAt: new Date(open.startsAt), endsAt: new Date(open.endsAt) };
  return { open: read ?? undefined, due: cycleDue({ madeAt: new Date(madeAt), timeZone, open: read }, now) };
}

/** Of the company with this id, like $1. */
export const writtenCycles = (company: string) => `
  select json_build_object('madeAt', p.created_at, 'timeZone', p.time_zone, 'open', (
    select json_build_object('number', y.number, 'anchorDay', y.anchor_day, 'timeZone', y.time_zone, 'startsOn', y.starts_on,
      'endsOn', y.ends_on, 'startsAt', y.starts_at, 'endsAt', y.ends_at)
    from usage_cycle y where y.company_id = p.id and y.closed_at is null order by y.number desc limit 1)) as cycles
  from company p where p.id = ${company}`;

const readCycle = statement<{ cycles: WrittenCycles }>('plan_open_cycle', writtenCycles('$1'));

/** The cycle of a company at a moment, given the one that is open. */
export function cycleDue(of: { madeAt: Date; timeZone: string; open: NumberedCycle | null }, now: Date): NumberedCycle {
  const { timeZone, open } = of;
  if (!open) {
    const anchorDay = anchorOf(of.madeAt, timeZone);
    return { number: 1, anchorDay, timeZone, ...cycleAt(now, anchorDay, timeZone) };
  }
  // Its days stay; when the last one ends depends on where the company is now.
  const endsAt = open.timeZone === timeZone ? open.endsAt : beginOfDay(open.endsOn, timeZone);
  if (now < endsAt) {
    const { number, anchorDay, startsOn, endsOn, startsAt } = open;
    return { number, anchorDay, timeZone, startsOn, endsOn, startsAt, endsAt };
  }
  const next = cycleAt(now, open.anchorDay, timeZone);
  return { number: open.number + 1, anchorDay: open.anchorDay, timeZone, ...next };
}

const isOpen = (companyId: CompanyId) => and(eq(usageCycle.companyId, companyId), isNull(usageCycle.closedAt));
