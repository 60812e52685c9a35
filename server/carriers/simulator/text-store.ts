import { newSid } from './account.ts';
import type { TextFaults } from './faults.ts';
import { segmentsOf } from './segments.ts';
import type { Db } from './tables.ts';

export type Direction = 'outbound-api' | 'inbound' | 'aside';
export type Status = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'received';

export interface TextRow {
  readonly id: string;
  readonly sid: string;
  readonly direction: Direction;
  readonly from_number: string;
  readonly to_number: string;
  readonly body: string;
  readonly media: readonly string[];
  readonly segments: number;
  readonly status: Status;
  readonly error_code: number | null;
  readonly status_callback: string;
  readonly faults: TextFaults;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly sent_at: Date | null;
  readonly arrived_at: Date | null;
}

export interface NewText {
  readonly direction: Direction;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly media: readonly string[];
  readonly statusCallback?: string;
  readonly faults?: TextFaults;
  readonly at: Date;
}

/** Writes a text down. One that is not on its way through the carrier has arrived at once. */
export async function insertText(db: Db, text: NewText): Promise<TextRow> {
  const arrives = text.direction === 'outbound-api' ? null : text.at;
  const { rows } = await db.query<TextRow>(
    `insert into simulator.text (sid, direction, from_number, to_number, body, media, segments, status, status_callback, faults, created_at, updated_at, sent_at, arrived_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $12) returning *`,
    [
      newSid(text.media.length > 0 ? 'MM' : 'SM'),
      text.direction,
      text.from,
      text.to,
      text.body,
      text.media,
      segmentsOf(text.body).count,
      arrives ? 'received' : 'queued',
      text.statusCallback ?? '',
      text.faults ?? {},
      text.at,
      arrives,
    ],
  );
  return theOnly(rows);
}

/** The text, locked until the transaction ends. */
export async function lockText(tx: Db, sid: string): Promise<TextRow | undefined> {
  const { rows } = await tx.query<TextRow>('select * from simulator.text where sid = $1 for update', [sid]);
  return rows[0];
}

export async function setStatus(
  db: Db,
  sid: string,
  change: { status: Status; errorCode?: number; at: Date },
): Promise<TextRow> {
  const { rows } = await db.query<TextRow>(
    `update simulator.text set status = $2, error_code = $3, updated_at = $4,
       sent_at = coalesce(sent_at, $4), arrived_at = case when $2 = 'delivered' then $4 else arrived_at end
     where sid = $1 returning *`,
    [sid, change.status, change.errorCode ?? null, change.at],
  );
  return theOnly(rows);
}

/** A text of the account: what was said between two telephones is not found here. */
export async function findText(db: Db, sid: string): Promise<TextRow | undefined> {
  const { rows } = await db.query<TextRow>(`select * from simulator.text where sid = $1 and direction <> 'aside'`, [
    sid,
  ]);
  return rows[0];
}

export interface TextQuery {
  readonly to?: string;
  readonly from?: string;
  readonly sentFrom?: Date;
  /** Not included. */
  readonly sentBefore?: Date;
  /** Only texts older than the one of this sid. */
  readonly afterSid?: string;
  readonly offset: number;
  readonly limit: number;
}

/** Texts of the account, newest first. */
export async function listTexts(db: Db, query: TextQuery): Promise<TextRow[]> {
  const { rows } = await db.query<TextRow>(
    `select * from simulator.text
     where direction <> 'aside'
       and ($1::text is null or to_number = $1)
       and ($2::text is null or from_number = $2)
       and ($3::timestamptz is null or coalesce(sent_at, created_at) >= $3)
       and ($4::timestamptz is null or coalesce(sent_at, created_at) < $4)
       and ($5::text is null or id < (select id from simulator.text where sid = $5))
     order by id desc offset $6 limit $7`,
    [query.to, query.from, query.sentFrom, query.sentBefore, query.afterSid, query.offset, query.limit],
  );
  return rows;
}

/** What a handset shows: what reached it and what it sent, oldest first. */
export async function listThread(db: Db, number: string, limit: number): Promise<TextRow[]> {
  const { rows } = await db.query<TextRow>(
    `select * from (
       select * from simulator.text
       where arrived_at is not null and (to_number = $1 or (from_number = $1 and direction <> 'outbound-api'))
       order by arrived_at desc, id desc limit $2) newest
     order by arrived_at, id`,
    [number, limit],
  );
  return rows;
}

export function theOnly<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('a row that must be there is not');
  return row;
}
