import { and, eq, isNotNull } from 'drizzle-orm';
import type { PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { servedNumber } from '#server/features/identity/index.ts';

/** Releases a number at the carrier, then forgets it. Released twice is released once: a number that is not ours any more is no error there. */
export async function giveNumberBack(deps: Deps, number: string): Promise<void> {
  const wanted = number as PhoneNumber; // enqueued by whoever marked it as released
  const [marked] = await deps.db
    .select()
    .from(servedNumber)
    .where(and(eq(servedNumber.number, wanted), isNotNull(servedNumber.releasedAt)));
  if (!marked) return;
  await deps.carrier.releaseNumber(wanted);
  await deps.db.delete(servedNumber).where(and(eq(servedNumber.number, wanted), isNotNull(servedNumber.releasedAt)));
}
