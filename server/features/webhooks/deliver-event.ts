import { createHmac } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { changed, ownKeyOf } from '#server/features/identity/index.ts';
import { saveMessageSettings } from '#server/features/messages/index.ts';
import { after, hours, minutes, seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { askOutside, OutsideRefused, OutsideSilent } from '#server/platform/http/outside.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { signingSecrets } from './secret.ts';
import type { DeliveryRow } from './store.ts';
import { webhookDelivery } from './tables.ts';
import { deliver } from './take-event.ts';

/** Pauses before the next try; after the last one it is given up, a day and a half after it began. */
const pauses = [
  seconds(5),
  seconds(30),
  minutes(2),
  minutes(10),
  minutes(30),
  hours(2),
  hours(6),
  hours(12),
  hours(14),
];
const patienceMs = seconds(15);
const mostAnswer = 500;

interface Result {
  readonly ok: boolean;
  readonly status: number | null;
  readonly why: string | null;
  readonly answer: string | null;
  /** Trying again would be no use: the address is none. */
  readonly isFinal?: boolean;
}

/** Posts an event to its address, signed both ways, and writes down what came of it; what fails is tried again, ever later. */
export async function deliverEvent(deps: Deps, payload: { companyId: string; id: string }): Promise<void> {
  const isIt = and(eq(webhookDelivery.companyId, payload.companyId as CompanyId), eq(webhookDelivery.id, payload.id)); // as enqueued
  const [row] = await deps.db.select().from(webhookDelivery).where(isIt);
  const now = deps.clock.now();
  if (row?.state !== 'waiting') return;
  if (row.nextAt !== null && row.nextAt > now) return deliverAt(deps.db, deps, row, row.nextAt);
  const began = performance.now();
  const result = await post(deps, row);
  const tookMs = Math.round(performance.now() - began);
  const attempts = row.attempts + 1;
  const pause = result.ok || result.isFinal ? undefined : pauses[attempts - 1];
  const nextAt = pause === undefined ? null : after(now, pause);
  await deps.db.transaction(async (tx) => {
    await tx
      .update(webhookDelivery)
      .set({
        state: result.ok ? 'delivered' : nextAt ? 'waiting' : 'failed',
        attempts,
        nextAt,
        status: result.status,
        why: result.why,
        tookMs,
        answer: result.answer,
      })
      .where(isIt);
    const last = { at: now.toISOString(), ok: result.ok, status: result.status };
    await saveMessageSettings(tx, row, { lastDelivery: last });
    if (nextAt) await deliverAt(tx, deps, row, nextAt);
    await changed(tx, { id: row.lineId });
  });
}

/** A job that comes before its time by our clock is called again. */
const deliverAt = (tx: Db, deps: Deps, row: DeliveryRow, at: Date): Promise<void> =>
  enqueue(
    tx,
    deliver,
    { companyId: row.companyId, id: row.id },
    { runAt: new Date(Date.now() + Math.max(0, at.getTime() - deps.clock.now().getTime())), priority: 5 },
  );

async function post(deps: Deps, row: DeliveryRow): Promise<Result> {
  try {
    const answer = await askOutside(row.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await signatures(deps, row)) },
      body: row.body,
      timeoutMs: patienceMs,
      mostBytes: 4096,
      allowed: deps.config.outboundAllow,
    });
    const ok = answer.status >= 200 && answer.status < 300;
    const text = answer.body.toString('utf8').replaceAll('\0', '').slice(0, mostAnswer);
    return { ok, status: answer.status, why: ok ? null : 'status', answer: text };
  } catch (error) {
    if (error instanceof OutsideRefused)
      return { ok: false, status: null, why: 'address', answer: null, isFinal: true };
    if (error instanceof OutsideSilent) return { ok: false, status: null, why: error.message, answer: null };
    throw error;
  }
}

/** Standard Webhooks with a secret of its own, and the older signature that integrations of SendHub's API check: HMAC-SHA1 by the API key over address and body. */
async function signatures(deps: Deps, row: DeliveryRow): Promise<Record<string, string>> {
  const at = deps.clock.now();
  const { id } = JSON.parse(row.body) as { id: string }; // written by `takeEvent`
  const secrets = await signingSecrets(deps.db, deps, row);
  const key = await ownKeyOf(deps.db, deps, row);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, row.body)).join(' '),
    'x-sendhub-signature': createHmac('sha1', key)
      .update(row.url + row.body)
      .digest('hex'),
  };
}
