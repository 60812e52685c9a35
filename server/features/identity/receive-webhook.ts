import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from 'typebox';
import type { CarrierEvent, CarrierWebhook } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import type { Database } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { defineJob, type JobKind, nudge } from '#server/platform/jobs/jobs.ts';

/** Receipts wait to be applied; the messages feature does it, for codes and notices too. */
export const receiptsCame = defineJob({ name: 'carrier.receipts-came', payload: Type.Object({}) });
/** Texts in wait to be applied; the messages feature does it. */
export const textsCame = defineJob({ name: 'carrier.texts-came', payload: Type.Object({}) });

const jobFor = { 'text.status': receiptsCame, 'text.received': textsCame } as const satisfies Record<
  CarrierEvent['kind'],
  JobKind<ReturnType<typeof Type.Object>>
>;

/**
 * Takes in what the carrier reports: checked, stored once, and applied by a job. False when it is not genuine. Carriers repeat
 * webhooks for hours and in any order, so the event's own id and status decide whether it was seen. It is stored when this
 * returns; webhooks that come together are stored in one statement that each of them waits for.
 */
export async function receiveWebhook(deps: Deps, webhook: CarrierWebhook): Promise<boolean> {
  const events = deps.carrier.readWebhook(webhook);
  if (events === undefined) return false;
  const intake = intakeOf(deps.db);
  await Promise.all(events.map((event) => intake({ event, at: deps.clock.now() })));
  return true;
}

interface Came {
  readonly event: CarrierEvent;
  readonly at: Date;
}
type Intake = (came: Came) => Promise<void>;

const intakes = new WeakMap<Database, Intake>();

function intakeOf(db: Database): Intake {
  const known = intakes.get(db) ?? storingTogether(db);
  intakes.set(db, known);
  return known;
}

const mostTogether = 500;
/** Before each statement: what comes in the meantime goes with it. Carriers wait for seconds. */
const gatherMs = 8;

function storingTogether(db: Database): Intake {
  const waiting: { came: Came; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let storing = false;
  const run = async () => {
    storing = true;
    while (waiting.length > 0) {
      await sleep(gatherMs);
      const batch = waiting.splice(0, mostTogether);
      await store(
        db,
        batch.map(({ came }) => came),
      ).then(
        () => batch.forEach(({ resolve }) => void resolve()),
        (error: unknown) => batch.forEach(({ reject }) => void reject(error)),
      );
    }
    storing = false;
  };
  return (came) =>
    new Promise((resolve, reject) => {
      waiting.push({ came, resolve, reject });
      if (!storing) void run();
    });
}

const keyOf = (event: CarrierEvent) =>
  event.kind === 'text.status'
    ? `main:${event.kind}:${event.carrierId}:${event.status}`
    : `main:${event.kind}:${event.carrierId}`;

async function store(db: Database, batch: readonly Came[]): Promise<void> {
  // One statement may not meet a key twice.
  const once = [...new Map(batch.map((came) => [keyOf(came.event), came])).entries()];
  const rows = JSON.stringify(
    once.map(([key, { event, at }]) => ({ key, kind: event.kind, event, at: at.toISOString() })),
  );
  const woken = await storeAll(db, [rows, JSON.stringify(jobNames)]);
  for (const { job } of woken) nudge(db, job);
}

const jobNames = Object.fromEntries(Object.entries(jobFor).map(([kind, { name }]) => [kind, name]));

const storeAll = statement<{ job: string }>(
  'store_webhooks',
  `with came as (
     insert into carrier_webhook (key, kind, event, received_at, due_at)
     select key, kind, event, at, at from jsonb_to_recordset($1::jsonb) as r(key text, kind text, event jsonb, at timestamptz)
     on conflict (key) do nothing returning kind)
   select job, wake_job(job) from (select distinct $2::jsonb ->> kind as job from came) jobs`,
);
