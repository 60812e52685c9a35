import { isNull } from 'drizzle-orm';
import { Type } from 'typebox';
import type { Deps } from '#server/deps.ts';
import { numberOrder, servedNumber } from '#server/features/identity/index.ts';
import { defineJob } from '#server/platform/jobs/jobs.ts';

/** At every start, and daily: the carrier knows where to ask about calls to our numbers. */
export const pointNumbers = defineJob({ name: 'voice.point-numbers', payload: Type.Object({}), maxAttempts: 8 });

/**
 * Numbers that were taken before lines could be called, or under another public address, are pointed at us. Those that are
 * right are left alone, and so are numbers of the account that Trunkline did not take.
 */
export async function pointOurNumbers(deps: Deps): Promise<void> {
  const ours = await deps.db
    .select({ number: servedNumber.number })
    .from(servedNumber)
    .where(isNull(servedNumber.releasedAt));
  if (ours.length === 0) return;
  const known = new Set(ours.map(({ number }) => number));
  for (const owned of await deps.carrier.listNumbers()) {
    const order = numberOrder(deps, owned.number, owned.label);
    if (!known.has(owned.number) || owned.voiceUrl === order.voiceUrl) continue;
    await deps.carrier.pointNumber(owned, order);
    deps.log.info({ number: owned.carrierId }, 'a number was pointed at this server');
  }
}
