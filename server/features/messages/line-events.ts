import { Type } from 'typebox';
import type { WebhookEvent } from '#contract/webhooks.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';

/** Something happened of which a line's webhook address is told; the webhooks feature does it. */
export const lineEvent = defineJob({
  name: 'webhooks.line-event',
  payload: Type.Object({
    id: Type.String(),
    companyId: Type.String(),
    lineId: Type.String(),
    event: Type.String(),
    data: Type.Record(Type.String(), Type.Unknown()),
    at: Type.String(),
  }),
});

export interface EventData {
  readonly from?: string;
  readonly text?: string;
  readonly contactId?: string | null;
  readonly messageId?: string;
  readonly threadId?: string;
  readonly media?: readonly string[];
  readonly group?: string;
}

/** Has the line's webhook address told, with the caller's transaction. */
export const tellWebhook = (
  tx: Db,
  ref: LineRef,
  event: WebhookEvent,
  data: EventData | Readonly<Record<string, unknown>>,
  at: Date,
): Promise<void> =>
  enqueue(tx, lineEvent, {
    id: newId(),
    companyId: ref.companyId,
    lineId: ref.lineId,
    event,
    data: { ...data },
    at: at.toISOString(),
  });
