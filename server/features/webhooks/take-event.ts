import { Type } from 'typebox';
import { messageSettingsErrors as e } from '#contract/messages-errors.ts';
import type { Delivery, WebhookEvent } from '#contract/webhooks.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { findMessageSettings } from '#server/features/messages/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { presentDelivery } from './present.ts';
import { findDelivery, insertDelivery } from './store.ts';

export const deliver = defineJob({
  name: 'webhooks.deliver',
  payload: Type.Object({ companyId: Type.String(), id: Type.String() }),
});

export interface LineEvent {
  readonly id: string;
  readonly event: WebhookEvent;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Writes down an event for the address the line has now, and has it delivered; nothing where it has none. */
export function takeEvent(deps: Deps, ref: LineRef, told: LineEvent): Promise<void> {
  return deps.db.transaction(async (tx) => {
    const { webhookUrl } = await findMessageSettings(tx, ref);
    if (webhookUrl === null) return;
    const body = JSON.stringify({
      id: told.id,
      type: told.event,
      timestamp: told.at.toISOString(),
      data: { lineId: ref.lineId, ...told.data },
    });
    const made = await insertDelivery(tx, {
      companyId: ref.companyId,
      id: told.id,
      lineId: ref.lineId,
      event: told.event,
      url: webhookUrl,
      body,
      state: 'waiting',
      nextAt: deps.clock.now(),
      at: told.at,
    });
    // The job may run twice; the event is one.
    if (made) await enqueueDelivery(tx, made);
  });
}

/** Sends a test event. Throws `messages.webhook_missing`. */
export function sendTest(deps: Deps, ref: LineRef): Promise<Delivery> {
  const at = deps.clock.now();
  return again(deps, ref, () => ({
    id: newId<string>(),
    event: 'test' as const,
    body: (id: string) =>
      JSON.stringify({ id, type: 'test', timestamp: at.toISOString(), data: { lineId: ref.lineId } }),
  }));
}

/** "Send again": the same event, with the id its receiver may know, to the address that is set now. Throws `request.not_found`, `messages.webhook_missing`. */
export async function sendAgain(deps: Deps, ref: LineRef, id: string): Promise<Delivery> {
  const former = await findDelivery(deps.db, ref, id);
  return again(deps, ref, () => ({ id: newId<string>(), event: former.event, body: () => former.body }));
}

function again(
  deps: Deps,
  ref: LineRef,
  make: () => { id: string; event: WebhookEvent; body: (id: string) => string },
): Promise<Delivery> {
  return deps.db.transaction(async (tx) => {
    const { webhookUrl } = await findMessageSettings(tx, ref);
    if (webhookUrl === null) throw new AppError(e.webhookMissing);
    const { id, event, body } = make();
    const at = deps.clock.now();
    const made = await insertDelivery(tx, {
      companyId: ref.companyId,
      id,
      lineId: ref.lineId,
      event,
      url: webhookUrl,
      body: body(id),
      state: 'waiting',
      nextAt: at,
      at,
    });
    if (!made) throw new Error('a delivery that was written did not come back');
    await enqueueDelivery(tx, made);
    return presentDelivery(made);
  });
}

const enqueueDelivery = (tx: Db, of: { companyId: string; id: string }) =>
  enqueue(tx, deliver, { companyId: of.companyId, id: of.id }, { priority: 5 });
