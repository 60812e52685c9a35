import { and, eq, isNull } from 'drizzle-orm';
import type { CompanyId, LineId, PhoneNumber } from '#contract/ids.ts';
import { CarrierDownError, NumberGoneError, type OwnedNumber } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import { tell } from '#server/platform/live/live.ts';
import { ownNumber } from './own-number.ts';
import { line, servedNumber } from './tables.ts';

/** Gets a line its public number, which carries the line's id as its label at the carrier. */
export async function takeLineNumber(deps: Deps, payload: { companyId: string; lineId: string }): Promise<void> {
  const ref = { companyId: payload.companyId as CompanyId, lineId: payload.lineId as LineId }; // enqueued by `createAccount`
  const [found] = await deps.db
    .select({ number: line.number })
    .from(line)
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
  if (!found || found.number !== null) return;
  const label = `Trunkline line ${ref.lineId}`;
  const owned = await ownNumber(deps, label, () => takeAny(deps, label));
  await deps.db.transaction(async (tx) => {
    await tx
      .insert(servedNumber)
      .values({ number: owned.number, companyId: ref.companyId, carrierId: owned.carrierId, takenAt: deps.clock.now() })
      .onConflictDoNothing();
    await tx
      .update(line)
      .set({ number: owned.number })
      .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId), isNull(line.number)));
    await tell(tx, { line: ref.lineId, topic: 'me' });
    await tell(tx, { line: ref.lineId, topic: 'settings' });
  });
}

async function takeAny(deps: Deps, label: string): Promise<OwnedNumber> {
  const offered = await deps.carrier.searchNumbers({ country: deps.config.region, limit: 5 });
  for (const { number } of offered) {
    const owned = await take(deps, number, label);
    if (owned) return owned;
  }
  throw new CarrierDownError('the carrier has no number to offer');
}

async function take(deps: Deps, number: PhoneNumber, label: string): Promise<OwnedNumber | undefined> {
  try {
    return await deps.carrier.takeNumber(numberOrder(deps, number, label));
  } catch (error) {
    if (error instanceof NumberGoneError) return undefined;
    throw error;
  }
}

/** What the carrier is asked for with a number: its news come to us. */
export const numberOrder = (deps: Pick<Deps, 'config'>, number: PhoneNumber, label: string) => ({
  number,
  label,
  messageUrl: `${deps.config.publicUrl}/carrier/main/message`,
  voiceUrl: `${deps.config.publicUrl}/carrier/main/voice/incoming`,
  callStatusUrl: `${deps.config.publicUrl}/carrier/main/voice/status`,
});
