import type { CompanyId, EntryId, LineId } from '#contract/ids.ts';
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

/** Applies the receipts that wait, a thousand in one transaction: states move forwards, never back. */
export async function applyReceipts(deps: Deps): Promise<void> {
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
  if (due.length === 0) return new Set();
  // The first end that was told stands.
  const ends = new Map<string, DueEvent<'text.status'>['event']>();
  for (const { event } of due)
    if ((event.status === 'delivered' || event.status === 'failed') && !ends.has(event.carrierId))
      ends.set(event.carrierId, event);
  // Looked up before they are moved: a text whose answer is written down in between is early here, and comes again. The other
  // way round it would count as known, though nothing had moved, and its receipt would be lost.
  const known = await knownIds(tx, [[...new Set(due.map(({ event }) => event.carrierId))]]);
  await moveReceipts(tx, [...ends.values()], at);
  return new Set(known.map((row) => row.carrier_id));
}

interface Moved {
  readonly carrierId: string;
  readonly status: TextStatus;
  readonly failure?: RejectReason | undefined;
}

/** Moves receipts that are `sent` to the end that the carrier tells; whatever else is told changes nothing. */
export async function moveReceipts(tx: Db, told: readonly Moved[], at: Date): Promise<void> {
  const ends = told.filter(({ status }) => status === 'delivered' || status === 'failed');
  if (ends.length === 0) return;
  const moved = await moveAll(tx, [
    ends.map((one) => one.carrierId),
    ends.map((one) => one.status),
    ends.map((one) => one.failure ?? null),
    at,
  ]);
  for (const row of moved) if (row.failure === 'landline') await noteLandline(tx, row.company_id, row.to_number, at);
  for (const lineId of new Set(moved.map((row) => row.line_id))) await tell(tx, { line: lineId, topic: 'inbox' });
}

const moveAll = statement<{
  company_id: CompanyId;
  line_id: LineId;
  message_id: EntryId;
  to_number: string;
  failure: string | null;
}>(
  'move_receipts',
  `update receipt r set state = e.state, failure = case when e.state = 'failed' then coalesce(e.failure, 'other') end, at = $4
   from unnest($1::text[], $2::text[], $3::text[]) as e(carrier_id, state, failure)
   where r.carrier_id = e.carrier_id and r.state = 'sent'
   returning r.company_id, r.line_id, r.message_id, r.to_number, r.failure`,
);
const knownIds = statement<{ carrier_id: string }>(
  'known_carrier_ids',
  'select carrier_id from receipt where carrier_id = any($1::text[])',
);
