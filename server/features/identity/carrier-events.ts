import { and, eq, inArray, sql } from 'drizzle-orm';
import type { CarrierEvent } from '#server/carriers/carrier.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { tell } from '#server/platform/live/live.ts';
import { carrierWebhook, systemText } from './carrier-tables.ts';
import { challenge } from './tables.ts';

export interface DueEvent<K extends CarrierEvent['kind']> {
  readonly key: string;
  readonly event: Extract<CarrierEvent, { kind: K }>;
  readonly receivedAt: Date;
  readonly tries: number;
}

/** Events of a kind that wait to be applied, in the order in which they came; locked until the transaction ends. */
export async function takeDueEvents<K extends CarrierEvent['kind']>(
  tx: Db,
  kind: K,
  now: Date,
  limit: number,
): Promise<DueEvent<K>[]> {
  const rows = await takeDue(tx, [kind, now, limit]);
  return rows.map((row) => ({
    key: row.key,
    event: row.event as DueEvent<K>['event'], // stored by `receiveWebhook`, under its kind
    receivedAt: new Date(row.received_at),
    tries: row.tries,
  }));
}

const takeDue = statement<{ key: string; event: unknown; received_at: string; tries: number }>(
  'take_due_events',
  `select key, event, received_at, tries from carrier_webhook
   where kind = $1 and due_at is not null and due_at <= $2 order by place limit $3 for update skip locked`,
);

/** Says that events were applied, or that nobody will. */
export async function finishEvents(tx: Db, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await finish(tx, [keys]);
}

const finish = statement('finish_events', 'update carrier_webhook set due_at = null where key = any($1::text[])');

export async function putOffEvents(tx: Db, keys: readonly string[], until: Date): Promise<void> {
  if (keys.length > 0)
    await tx
      .update(carrierWebhook)
      .set({ dueAt: until, tries: sql`${carrierWebhook.tries} + 1` })
      .where(inArray(carrierWebhook.key, [...keys]));
}

/** When the next event of a kind that was put off is due. */
export async function nextDue(tx: Db, kind: CarrierEvent['kind']): Promise<Date | undefined> {
  const { rows } = await tx.execute<{ next: string | null }>(
    sql`select min(due_at) as next from carrier_webhook where kind = ${kind} and due_at is not null`,
  );
  const next = rows[0]?.next ?? undefined;
  return next === undefined ? undefined : new Date(next);
}

/** Forgets what was applied long ago: carriers repeat themselves for hours, not for weeks. */
export async function forgetEvents(db: Db, before: Date): Promise<void> {
  await db.execute(
    sql`delete from carrier_webhook where due_at is null and received_at < ${before.toISOString()}::timestamptz`,
  );
}

interface Receipt {
  readonly carrierId: string;
  readonly status: string;
  readonly failure?: string | undefined;
}

/**
 * Moves the states of codes and notices forwards, never back, and tells the pages that wait for them. Answers the carrier ids
 * that are codes' or notices'; the other receipts are somebody else's.
 */
export async function applySystemReceipts(tx: Db, receipts: readonly Receipt[]): Promise<Set<string>> {
  const ids = [...new Set(receipts.map((receipt) => receipt.carrierId))];
  if (ids.length === 0) return new Set();
  const known = await systemTextsAmong(tx, [ids]);
  const ours = new Set(known.map(({ carrier_id: id }) => id));
  for (const receipt of receipts) if (ours.has(receipt.carrierId)) await applyOne(tx, receipt);
  return ours;
}

const systemTextsAmong = statement<{ carrier_id: string }>(
  'system_texts_among',
  'select carrier_id from system_text where carrier_id = any($1::text[])',
);

async function applyOne(tx: Db, receipt: Receipt): Promise<void> {
  if (receipt.status !== 'delivered' && receipt.status !== 'failed') return;
  const state = receipt.status;
  const [text] = await tx
    .update(systemText)
    .set({ state })
    .where(and(eq(systemText.carrierId, receipt.carrierId), eq(systemText.state, 'accepted')))
    .returning();
  if (!text) return;
  const [code] = await tx
    .update(challenge)
    .set({ delivery: state, deliveryWhy: state === 'failed' ? (receipt.failure ?? 'other') : null })
    // A code's text has the code's id; a notice's finds nothing.
    .where(and(eq(challenge.companyId, text.companyId), sql`${challenge.id} = ${text.id}::bigint`))
    .returning({ lineId: challenge.lineId });
  if (code) await tell(tx, { line: code.lineId, topic: 'settings' });
}
