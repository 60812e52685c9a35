import type { CompanyId, EntryId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { setBar } from '#server/features/contacts/index.ts';
import { count, release, spend } from '#server/features/plan/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Outcome } from './hand-over.ts';
import { entryKey, reservationKey } from './meter-keys.ts';
import { closeSends, settleReceipts } from './receipt-store.ts';
import { landline } from './settings-tables.ts';

/** Writes down what became of texts, counts those that were taken, and closes the sends that are through. */
export async function settleOutcomes(deps: Deps, outcomes: readonly Outcome[]): Promise<void> {
  for (const [companyId, mine] of Map.groupBy(outcomes, (one) => one.of.companyId))
    await deps.db.transaction((tx) => settleOf(tx, deps, companyId, mine));
}

async function settleOf(tx: Db, deps: Deps, companyId: CompanyId, outcomes: readonly Outcome[]): Promise<void> {
  const at = deps.clock.now();
  await settleReceipts(tx, outcomes, at);
  for (const one of outcomes) {
    if (one.failure === 'landline') await noteLandline(tx, companyId, one.of.to, at);
    // The carrier keeps a list of its own; what it says of somebody holds for us too.
    if (one.failure === 'opted_out')
      await setBar(tx, { companyId, lineId: one.of.lineId }, { number: one.of.to, kind: 'blocked', at });
  }
  const messages = [...new Set(outcomes.map((one) => one.of.messageId))].sort();
  for (const { id, source, isThrough } of await closeSends(tx, companyId, messages)) {
    const taken = outcomes.filter((one) => one.of.messageId === id && one.carrierId !== undefined);
    if (taken.length > 0) await countTaken(tx, deps, id, source, taken);
    if (isThrough) await release(tx, deps, { companyId, meter: 'messages', key: reservationKey(id) });
  }
}

/** The carrier has these: they count, come what may. */
async function countTaken(tx: Db, deps: Deps, id: EntryId, source: string, taken: readonly Outcome[]): Promise<void> {
  const at = deps.clock.now();
  const entries = taken.map(({ of }) => ({
    companyId: of.companyId,
    lineId: of.lineId,
    meter: 'messages' as const,
    units: of.segments,
    key: entryKey(id, of.to),
    at,
  }));
  const [first] = taken;
  // What the product says of itself (an opt-out is confirmed, whatever the plan) had nothing set aside.
  if (source === 'system' || !first) return count(tx, deps, entries);
  try {
    await spend(tx, deps, { companyId: first.of.companyId, meter: 'messages', key: reservationKey(id) }, entries);
  } catch (error) {
    // What was set aside came back after days of waiting, and the plan is used up since.
    if (!(error instanceof AppError)) throw error;
    await count(tx, deps, entries);
  }
}

export async function noteLandline(tx: Db, companyId: CompanyId, number: string, at: Date): Promise<void> {
  await tx.insert(landline).values({ companyId, number, at }).onConflictDoNothing();
}
