import { eq } from 'drizzle-orm';
import type { PhoneNumber } from '#contract/ids.ts';
import { CarrierDownError, type OwnedNumber } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import { instanceFact } from '#server/platform/db/tables.ts';
import { ownNumber } from './own-number.ts';
import { servedNumber } from './tables.ts';

const label = 'Trunkline notices';

/** The number that codes and notices come from: the configured one, or one taken from the carrier at the first need and kept. */
export async function noticeNumber(deps: Deps): Promise<PhoneNumber> {
  if (deps.config.twilioFrom !== undefined) return deps.config.twilioFrom as PhoneNumber; // the operator's word
  const [kept] = await deps.db.select().from(instanceFact).where(eq(instanceFact.name, 'notice_number'));
  if (kept) return kept.value as PhoneNumber; // written below
  const owned = await ownNumber(deps, label, () => take(deps));
  return deps.db.transaction(async (tx) => {
    await tx
      .insert(servedNumber)
      .values({ number: owned.number, carrierId: owned.carrierId, takenAt: deps.clock.now() })
      .onConflictDoNothing();
    await tx.insert(instanceFact).values({ name: 'notice_number', value: owned.number }).onConflictDoNothing();
    const [settled] = await tx.select().from(instanceFact).where(eq(instanceFact.name, 'notice_number'));
    return (settled?.value ?? owned.number) as PhoneNumber; // two processes may have asked at once: the first to write decides
  });
}

async function take(deps: Deps): Promise<OwnedNumber> {
  const [offered] = await deps.carrier.searchNumbers({ country: deps.config.region, limit: 1 });
  if (!offered) throw new CarrierDownError('the carrier has no number to offer');
  return deps.carrier.takeNumber({
    number: offered.number,
    label,
    messageUrl: `${deps.config.publicUrl}/carrier/main/message`,
  });
}
