import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import { company } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { type Account, updateAccount } from './billing-account.ts';
import { periodAt } from './billing-period.ts';
import { type InvoiceEffect, messagePack } from './billing-tables.ts';
import type { InvoiceRow } from './invoice-store.ts';
import { noteReached } from './note-reached.ts';
import { openCycle } from './open-cycle.ts';
import { companyMeter, usageCycle } from './tables.ts';

/** Does what an invoice was for: the plan begins, or the pack is there. In the transaction that marks it paid, or writes it where it is paid outside. */
export async function carryOut(
  tx: Db,
  deps: Pick<Deps, 'clock'>,
  account: Account,
  { id, effect, timeZone }: Pick<InvoiceRow, 'id' | 'effect' | 'timeZone'>,
): Promise<void> {
  if (effect?.kind === 'plan') await beginPlan(tx, account, effect, timeZone);
  if (effect?.kind === 'pack') await addPack(tx, deps, account, { ...effect, invoiceId: id });
  if (effect) await noteReached(tx, deps, account.companyId);
  await tell(tx, { company: account.companyId, topic: 'plan' });
}

async function beginPlan(
  tx: Db,
  account: Account,
  effect: Extract<InvoiceEffect, { kind: 'plan' }>,
  timeZone: string,
): Promise<void> {
  const { companyId } = account;
  await tx.update(company).set({ plan: effect.plan }).where(eq(company.id, companyId));
  const change = { nextPlan: null, nextInterval: null, revision: account.revision + 1, failed: null };
  if (effect.periodStart === null) return updateAccount(tx, companyId, change);
  const anchorAt = new Date(effect.periodStart);
  const { start, end } = periodAt({ at: anchorAt, timeZone, interval: effect.interval }, 0);
  await updateAccount(tx, companyId, {
    ...change,
    interval: effect.interval,
    anchorAt,
    anchorZone: timeZone,
    periodNumber: 0,
    periodStart: start,
    periodEnd: end,
    overageBilledUntil: account.overageBilledUntil ?? start,
  });
}

/** Goes to the cycle that runs when it is paid for, and lapses with it. */
async function addPack(
  tx: Db,
  deps: Pick<Deps, 'clock'>,
  { companyId, revision }: Account,
  pack: { messages: number; invoiceId: string },
): Promise<void> {
  await openCycle(tx, deps, companyId);
  const [cycle] = await tx
    .select({ number: usageCycle.number, endsAt: usageCycle.endsAt })
    .from(usageCycle)
    .where(and(eq(usageCycle.companyId, companyId), isNull(usageCycle.closedAt)));
  if (!cycle) throw new Error('a company whose cycle was just opened has none');
  await tx.insert(messagePack).values({
    companyId,
    id: newId(),
    invoiceId: pack.invoiceId,
    messages: pack.messages,
    boughtAt: deps.clock.now(),
    lapsesAt: cycle.endsAt,
  });
  await tx
    .update(companyMeter)
    .set({ extra: sql`${companyMeter.extra} + ${pack.messages}` })
    .where(
      and(
        eq(companyMeter.companyId, companyId),
        eq(companyMeter.meter, 'messages'),
        eq(companyMeter.cycle, cycle.number),
      ),
    );
  await updateAccount(tx, companyId, { revision: revision + 1, failed: null });
}
