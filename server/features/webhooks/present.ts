import type { Delivery } from '#contract/webhooks.ts';
import type { DeliveryRow } from './store.ts';

export const presentDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  event: row.event,
  url: row.url,
  at: row.at.toISOString(),
  state: row.state,
  attempts: row.attempts,
  nextAt: row.nextAt?.toISOString() ?? null,
  status: row.status,
  why: row.why,
  tookMs: row.tookMs,
  body: row.body,
  answer: row.answer,
});
