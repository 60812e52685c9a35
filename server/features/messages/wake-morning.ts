import type { CompanyId, EntryId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { endQuiet } from './receipt-store.ts';
import { wakeQuiet, wakeSending } from './sending-jobs.ts';

/** Queues the texts of a send whose recipients' quiet hours are over, and comes back for the others. */
export function wakeMorning(deps: Deps, of: { companyId: CompanyId; messageId: EntryId }): Promise<void> {
  return deps.db.transaction(async (tx) => {
    const { from, next } = await endQuiet(tx, of.companyId, of.messageId, deps.clock.now());
    for (const number of from) await wakeSending(tx, number, 'many');
    if (next) await wakeQuiet(tx, deps.clock, of, [next]);
  });
}
