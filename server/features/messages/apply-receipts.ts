import { setTimeout as sleep } from 'node:timers/promises';
import type { CompanyId, LineId } from '#contract/ids.ts';
import type { RejectReason, TextStatus } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import {
  applySystemReceipts,
  type DueEvent,
  finishEvents,
  putOffEvents,
  receiptsCame,
  takeDueEvents,
} from '#server/features/identity/index.ts';
import { after, minutes, seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { tell } from '#server/platform/live/live.ts';
import { comeBack } from './come-back.ts';
import { noteLandline } from './settle-outcomes.ts';

const mostAtOnce = 1000;
/** A receipt can be quicker than the answer to the text it is for. One that finds no text for so long is for nobody. */
const parkMs = minutes(10);

/** Before they are applied: those of a send to many come all the time, and a few dozen cost hardly more than one. */
const gatherMs = 60;

/** Applies the receipts that wait, a thousand in one transaction: states move forwards, never back. */
export async function applyReceipts(deps: Deps): Promise<void> {
  await sleep(gatherMs);
  let more = true;
  while (more) {
    more = await deps.db.transaction(async (tx) => {
      const now = deps.clock.now();
      const due = await takeDueEvents(tx, 'text.status', now, mostAtOnce);
      if (due.length === 0) return false;
      const receipts = due.map(({ event }) => event);
      const system = await applySystemReceipts(tx, receipts);
      const rest = due.filter(({ event }) => !system.has(event.carrierId));
      const known = await move(tx, rest, now);
      const early = rest.filter(
        ({ event, receivedAt }) => !known.has(event.carrierId) && receivedAt > after(now, -parkMs),
      );
      const isEarly = new Set(early.map(({ key }) => key));
      await finishEvents(
        tx,
        due.map(({ key }) => key).filter((key) => !isEarly.has(key)),
      );
      if (early.length > 0) await park(tx, early, now);
      return due.length === mostAtOnce;
    });
  }
  await comeBack(deps, 'text.status', receiptsCame);
}

async function park(tx: Db, early: readonly DueEvent<'text.status'>[], now: Date): Promise<void> {
  const tries = Math.min(...early.map((one) => one.tries));
  const until = after(now, seconds(Math.min(60, 2 ** tries)));
  await putOffEvents(
    tx,
    early.map(({ key }) => key),
    until,
  );
}

/** Moves the receipts of messages; answers the carrier ids that are theirs. */
async function move(tx: Db, due: readonly DueEvent<'text.status'>[], at: Date): Promise<Set<string>> {
  // The first end that was told stands.
  const told = new Map<string, Moved>();
  for (const { event } of due) {
    const before = told.get(event.carrierId);
    if (before === undefined || !isEnd(before.status)) told.set(event.carrierId, event);
  }
  return moveReceipts(tx, [...told.values()], at);
}

interface Moved {
  readonly carrierId: string;
  readonly status: TextStatus;
  readonly failure?: RejectReason | undefined;
}

const isEnd = (status: TextStatus) => status === 'delivered' || status === 'failed';

/**
 * Moves receipts that are `sent` to the end that the carrier tells; whatever else is told changes nothing. Answers the carrier ids
 * of which we have a receipt.
 */
export async function moveReceipts(tx: Db, told: readonly Moved[], at: Date): Promise<Set<string>> {
  if (told.length === 0) return new Set();
  const known = await moveAll(tx, [
    told.map((one) => one.carrierId),
    told.map((one) => (isEnd(one.status) ? one.status : null)),
    told.map((one) => one.failure ?? null),
    at,
  ]);
  for (const row of known)
    if (row.moved && row.failure === 'landline') await noteLandline(tx, row.company_id, row.to_number, at);
  const lines = new Set(known.flatMap((row) => (row.moved ? [row.line_id] : [])));
  for (const lineId of lines) await tell(tx, { line: lineId, topic: 'inbox' });
  return new Set(known.map((row) => row.carrier_id));
}

// In one statement: which receipts are known is seen by the same look that moves them. The answer of the carrier may be written
// down at this very moment; a receipt that is known to a second look only would be taken for moved, and never was. Each is looked
// up by itself (`limit 1`): the plan is kept, and where PostgreSQL does not know yet that ids differ it would read all receipts.
const moveAll = statement<{
  carrier_id: string;
  company_id: CompanyId;
  line_id: LineId;
  to_number: string;
  moved: boolean;
  failure: string | null;
}>(
  'move_receipts',
  `with told as (select * from unnest($1::text[], $2::text[], $3::text[]) as e(carrier_id, state, failure)),
   known as materialized (
     select r.*, e.* from told e cross join lateral (
       select company_id, message_id, to_number, line_id from receipt where carrier_id = e.carrier_id limit 1) r),
   moved as (
     update receipt r set state = k.state, failure = case when k.state = 'failed' then coalesce(k.failure, 'other') end, at = $4
     from known k
     where r.company_id = k.company_id and r.message_id = k.message_id and r.to_number = k.to_number and r.state = 'sent' and k.state is not null
     returning r.carrier_id)
   select k.carrier_id, k.company_id, k.line_id, k.to_number, k.failure, m.carrier_id is not null as moved
   from known k left join moved m on m.carrier_id = k.carrier_id`,
);
