import { and, eq } from 'drizzle-orm';
import { Type } from 'typebox';
import type { ChallengeId } from '#contract/ids.ts';
import type { CarrierEvent, CarrierWebhook } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { carrierWebhook, systemText } from './carrier-tables.ts';
import { challenge } from './tables.ts';

export const applyReceipt = defineJob({
  name: 'identity.apply-receipt',
  payload: Type.Object({ carrierId: Type.String(), status: Type.String(), failure: Type.Optional(Type.String()) }),
  maxAttempts: 8,
});

/**
 * Takes in what the carrier reports: checked, stored once, and applied by a job. False when it is not genuine. Carriers repeat
 * webhooks for hours and in any order, so the event's own id and status decide whether it was seen.
 */
export async function receiveWebhook(deps: Deps, webhook: CarrierWebhook): Promise<boolean> {
  const events = deps.carrier.readWebhook(webhook);
  if (events === undefined) return false;
  for (const event of events) await store(deps, event);
  return true;
}

async function store(deps: Deps, event: CarrierEvent): Promise<void> {
  const key =
    event.kind === 'text.status'
      ? `main:${event.kind}:${event.carrierId}:${event.status}`
      : `main:${event.kind}:${event.carrierId}`;
  await deps.db.transaction(async (tx) => {
    const stored = await tx
      .insert(carrierWebhook)
      .values({ key, event, receivedAt: deps.clock.now() })
      .onConflictDoNothing()
      .returning({ key: carrierWebhook.key });
    if (stored.length === 0 || event.kind !== 'text.status') return;
    await enqueue(tx, applyReceipt, {
      carrierId: event.carrierId,
      status: event.status,
      ...(event.failure && { failure: event.failure }),
    });
  });
}

/** The receipt came before we wrote down that the text was taken: it is tried again in a moment. */
class TextNotYetKnown extends Error {}

/** Moves a code's state forwards, never back, and tells the page that waits for it. Receipts for anything but codes and notices are not ours. */
export async function applyReceiptTo(
  deps: Deps,
  receipt: { carrierId: string; status: string; failure?: string },
  lastTry: boolean,
): Promise<void> {
  if (receipt.status !== 'delivered' && receipt.status !== 'failed') return;
  const state = receipt.status;
  await deps.db.transaction(async (tx) => {
    const [text] = await tx
      .update(systemText)
      .set({ state })
      .where(and(eq(systemText.carrierId, receipt.carrierId), eq(systemText.state, 'accepted')))
      .returning();
    if (!text) {
      const [known] = await tx
        .select({ id: systemText.id })
        .from(systemText)
        .where(eq(systemText.carrierId, receipt.carrierId));
      if (known || lastTry) return;
      throw new TextNotYetKnown(`no text has the carrier id ${receipt.carrierId} yet`);
    }
    const [code] = await tx
      .update(challenge)
      .set({ delivery: state, deliveryWhy: state === 'failed' ? (receipt.failure ?? 'other') : null })
      .where(and(eq(challenge.companyId, text.companyId), eq(challenge.id, text.id as ChallengeId))) // a code's text has the code's id; a notice's finds nothing
      .returning({ lineId: challenge.lineId });
    if (code) await tell(tx, { line: code.lineId, topic: 'settings' });
  });
}
