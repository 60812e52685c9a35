import { sql } from 'drizzle-orm';
import type { CompanyId, EntryId, LineId, PhoneNumber } from '#contract/ids.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import type { Addressee } from './prepare-send.ts';

/** A receipt whose text is to be handed over. */
export interface Claimed {
  readonly companyId: CompanyId;
  readonly lineId: LineId;
  readonly messageId: EntryId;
  readonly to: PhoneNumber;
  readonly segments: number;
  readonly asLinks: boolean;
  readonly lane: number;
  readonly triedAt: Date;
  readonly checks: number;
}

/** Many rows cost little each, and do not keep process or database from others for long. */
const rowsAtOnce = 1000;

/** Writes the receipts of a message, a thousand in one statement. */
export async function insertReceipts(
  tx: Db,
  of: { companyId: CompanyId; lineId: LineId; messageId: EntryId; from: PhoneNumber; lane: 0 | 1; at: Date },
  addressees: readonly Addressee[],
): Promise<void> {
  for (let first = 0; first < addressees.length; first += rowsAtOnce) {
    const some = addressees.slice(first, first + rowsAtOnce);
    await insertMany(tx, [
      of.companyId,
      of.messageId,
      of.lineId,
      of.from,
      of.lane,
      of.at,
      some.map((one) => one.to),
      some.map((one) => one.segments),
      some.map((one) => one.asLinks),
      some.map((one) => one.notBefore),
      first,
    ]);
  }
}

const insertMany = statement(
  'insert_receipts',
  `insert into receipt (company_id, message_id, line_id, from_number, lane, at, to_number, segments, as_links, not_before, place, state)
   select $1, $2, $3, $4, $5, $6, r.number, r.segments, r.as_links, r.not_before, r.place + $11::int,
     case when r.not_before is null then 'queued' else 'quiet' end
   from unnest($7::text[], $8::smallint[], $9::boolean[], $10::timestamptz[]) with ordinality as r(number, segments, as_links, not_before, place)`,
);

/**
 * Takes the texts that are a number's turn, as far as its tokens reach, and says that they are being tried. In the order of
 * sending: to one before to many, earlier messages before later ones. Bulk of paused sends is not among them.
 */
export async function claimReceipts(
  tx: Db,
  from: PhoneNumber,
  want: {
    readonly tokens: number;
    readonly most: number;
    readonly at: Date;
    /** Segments that may go to many. A text of more goes only where `isFresh`: nothing went before it that day. */
    readonly toMany: number;
    readonly isFresh: boolean;
  },
): Promise<Claimed[]> {
  const rows = await claim(tx, [from, want.most, want.tokens, want.at, want.toMany, want.isFresh]);
  return rows.map(claimedOf);
}

interface ClaimRow {
  readonly company_id: string;
  readonly line_id: string;
  readonly message_id: string;
  readonly to_number: string;
  readonly segments: number;
  readonly as_links: boolean;
  readonly lane: number;
  readonly place: number;
  readonly tried_at: string;
  readonly checks: number;
}

const claimedOf = (row: ClaimRow): Claimed => ({
  companyId: row.company_id as CompanyId,
  lineId: row.line_id as LineId,
  messageId: row.message_id as EntryId,
  to: row.to_number as PhoneNumber,
  segments: row.segments,
  asLinks: row.as_links,
  lane: row.lane,
  triedAt: new Date(row.tried_at),
  checks: row.checks,
});

const claim = statement<ClaimRow>(
  'claim_receipts',
  `with turn as (
     select company_id, message_id, to_number, lane, place, segments from receipt
     where from_number = $1 and state = 'queued' order by lane, message_id, place limit $2 for update skip locked),
   paid as (select *, sum(segments) over (order by lane, message_id, place) - segments as before from turn),
   taken as (
     update receipt r set state = 'trying', tried_at = $4, at = $4 from paid p
     where p.before < $3 and (p.lane = 0 or p.before + p.segments <= $5 or ($6 and p.before = 0))
       and r.company_id = p.company_id and r.message_id = p.message_id and r.to_number = p.to_number
     returning r.company_id, r.line_id, r.message_id, r.to_number, r.segments, r.as_links, r.lane, r.place, r.tried_at, r.checks)
   select * from taken order by lane, message_id, place`,
);

/** Texts of a number that are being tried, or whose fate is not known since before `until`. */
export async function listOpen(
  tx: Db,
  from: PhoneNumber,
  state: 'trying' | 'unknown',
  until: Date,
): Promise<Claimed[]> {
  return (await open(tx, [from, state, until])).map(claimedOf);
}

const open = statement<ClaimRow>(
  'open_receipts',
  `select company_id, line_id, message_id, to_number, segments, as_links, lane, place, tried_at, checks from receipt
   where from_number = $1 and state = $2 and state in ('trying', 'unknown') and tried_at <= $3
   order by lane, message_id, place limit 500`,
);

export interface Settled {
  readonly of: Claimed;
  readonly state: 'queued' | 'unknown' | 'sent' | 'delivered' | 'failed';
  readonly carrierId?: string;
  readonly failure?: string;
  readonly checks?: number;
}

/** Writes down what became of texts that were being tried; one that has moved on meanwhile is left as it is. */
export async function settleReceipts(tx: Db, settled: readonly Settled[], at: Date): Promise<void> {
  if (settled.length === 0) return;
  await settle(tx, [
    settled.map(({ of }) => of.companyId),
    settled.map(({ of }) => of.messageId),
    settled.map(({ of }) => of.to),
    settled.map((one) => one.state),
    settled.map((one) => one.carrierId ?? null),
    settled.map((one) => one.failure ?? null),
    settled.map((one) => one.checks ?? 0),
    at,
  ]);
}

const settle = statement(
  'settle_receipts',
  `update receipt r set state = s.state, carrier_id = s.carrier_id, failure = s.failure, checks = s.checks, at = $8
   from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[])
     as s(company_id, message_id, to_number, state, carrier_id, failure, checks)
   where r.company_id = s.company_id and r.message_id = s.message_id and r.to_number = s.to_number and r.state in ('trying', 'unknown')`,
);

/** What still waits for its turn with a number: the lowest lane there is; undefined: nothing. */
export async function nextLane(db: Db, from: PhoneNumber): Promise<number | undefined> {
  const { rows } = await db.execute<{ lane: number }>(
    sql`select lane from receipt where from_number = ${from} and state = 'queued' order by lane limit 1`,
  );
  return rows[0]?.lane;
}

export interface Through {
  readonly id: EntryId;
  readonly source: string;
  /** Nothing of it is left to hand over. */
  readonly isThrough: boolean;
}

/** Closes those of these messages of which nothing is left to hand over; answers how each stands. */
export async function closeSends(tx: Db, companyId: CompanyId, ids: readonly EntryId[]): Promise<Through[]> {
  const rows = await close(tx, [companyId, ids]);
  return rows.map((row) => ({ id: row.id as EntryId, source: row.source ?? 'app', isThrough: row.through }));
}

const close = statement<{ id: string; source: string | null; through: boolean }>(
  'close_sends',
  // While texts of it wait in the queue, one look there is enough: else each batch would look through all that went before it.
  `with stands as (
     select e.id, e.source, e.send_state, not (
       exists (select from receipt q where q.state = 'queued' and q.lane in (0, 1) and q.message_id = e.id and q.from_number =
         (select from_number from receipt where company_id = e.company_id and message_id = e.id limit 1))
       or exists (select from receipt r where r.company_id = e.company_id and r.message_id = e.id
         and r.state in ('queued', 'quiet', 'held', 'trying', 'unknown'))) as through
     from thread_entry e where e.company_id = $1 and e.id = any($2::bigint[])),
   closed as (
     update thread_entry e set send_state = 'done' from stands s
     where e.company_id = $1 and e.id = s.id and s.through and e.send_state in ('sending', 'paused'))
   select id, source, through from stands order by id`,
);

/** Queues what a message held for quiet hours that are over; answers from which numbers it goes, and when the next of it may go. */
export async function endQuiet(
  tx: Db,
  companyId: CompanyId,
  messageId: EntryId,
  at: Date,
): Promise<{ from: PhoneNumber[]; next: Date | undefined }> {
  const isQuiet = sql`company_id = ${companyId} and message_id = ${messageId} and state = 'quiet'`;
  const { rows } = await tx.execute<{ from_number: string }>(
    sql`update receipt set state = 'queued' where ${isQuiet} and not_before <= ${at.toISOString()}::timestamptz returning from_number`,
  );
  const later = await tx.execute<{ next: string | null }>(
    sql`select min(not_before) as next from receipt where ${isQuiet}`,
  );
  const next = later.rows[0]?.next ?? undefined;
  return {
    from: [...new Set(rows.map((row) => row.from_number as PhoneNumber))], // of receipts
    next: next === undefined ? undefined : new Date(next),
  };
}
