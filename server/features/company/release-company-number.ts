import { eq } from 'drizzle-orm';
import type { PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { changed, hidden, record, servedNumber } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { getNumber, takeFromLine } from './assign-number.ts';
import { releaseNumber } from './job-kinds.ts';
import { tellCompany } from './tell-company.ts';
import { withCompany } from './with-company.ts';

/** Gives a number back to the carrier, for good; the line that had it has none. The carrier is told by a job. Throws `company.no_such_number`. */
export function releaseCompanyNumber(deps: Deps, caller: Caller, number: string): Promise<void> {
  const wanted = number as PhoneNumber; // E.164 by the contract
  return withCompany(deps, caller, 'manage_numbers', async (tx) => {
    await getNumber(tx, caller.companyId, wanted);
    const had = await takeFromLine(tx, caller.companyId, wanted);
    await tx.update(servedNumber).set({ releasedAt: deps.clock.now() }).where(eq(servedNumber.number, wanted));
    await enqueue(tx, releaseNumber, { number: wanted });
    if (had) await changed(tx, { id: had });
    await record(tx, deps, { ...caller, about: had ?? null }, 'number.released', { number: hidden(wanted) });
    await tell(tx, { company: caller.companyId, topic: 'lines' });
    await tellCompany(tx, caller.companyId);
  });
}
