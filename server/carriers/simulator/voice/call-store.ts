import type { Db } from '../tables.ts';
import { theOnly } from '../text-store.ts';

export type CallDirection = 'inbound' | 'outbound-api' | 'outbound-dial';
export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';

export const isOver = (status: CallStatus) => !['queued', 'ringing', 'in-progress'].includes(status);

export interface CallRow {
  readonly id: string;
  readonly sid: string;
  readonly parent_sid: string | null;
  readonly direction: CallDirection;
  readonly from_number: string;
  readonly to_number: string;
  readonly status: CallStatus;
  readonly sip_code: number | null;
  readonly status_callback: string;
  readonly status_events: readonly string[];
  readonly sequence: number;
  readonly created_at: Date;
  readonly answered_at: Date | null;
  readonly ended_at: Date | null;
  readonly seen_at: Date | null;
}

export type NewCall = Pick<CallRow, 'sid' | 'parent_sid' | 'direction' | 'from_number' | 'to_number'> &
  Pick<CallRow, 'status_callback' | 'status_events' | 'created_at'>;

export async function insertCall(db: Db, call: NewCall): Promise<CallRow> {
  const { rows } = await db.query<CallRow>(
    `insert into simulator.call (sid, parent_sid, direction, from_number, to_number, status, status_callback, status_events, created_at)
     values ($1, $2, $3, $4, $5, 'queued', $6, $7, $8) returning *`,
    [
      call.sid,
      call.parent_sid,
      call.direction,
      call.from_number,
      call.to_number,
      call.status_callback,
      call.status_events,
      call.created_at,
    ],
  );
  return theOnly(rows);
}

/** Moves a call on; undefined when it was over already. */
export async function moveCall(
  db: Db,
  sid: string,
  change: { status: CallStatus; sipCode?: number | undefined; at: Date },
): Promise<CallRow | undefined> {
  const { rows } = await db.query<CallRow>(
    `update simulator.call set status = $2, sip_code = coalesce($3, sip_code), sequence = sequence + 1, seen_at = $4,
       answered_at = case when $2 = 'in-progress' then coalesce(answered_at, $4) else answered_at end,
       ended_at = case when $5 then $4 else ended_at end
     where sid = $1 and ended_at is null returning *`,
    [sid, change.status, change.sipCode ?? null, change.at, isOver(change.status)],
  );
  return rows[0];
}

export async function findCall(db: Db, sid: string): Promise<CallRow | undefined> {
  const { rows } = await db.query<CallRow>('select * from simulator.call where sid = $1', [sid]);
  return rows[0];
}

export interface CallQuery {
  readonly to?: string;
  readonly from?: string;
  readonly status?: string;
  readonly parent?: string;
  readonly afterSid?: string;
  readonly offset: number;
  readonly limit: number;
}

/** Calls, newest first. */
export async function listCalls(db: Db, query: CallQuery): Promise<CallRow[]> {
  const { rows } = await db.query<CallRow>(
    `select * from simulator.call
     where ($1::text is null or to_number = $1) and ($2::text is null or from_number = $2)
       and ($3::text is null or status = $3) and ($4::text is null or parent_sid = $4)
       and ($5::text is null or id < (select id from simulator.call where sid = $5))
     order by id desc offset $6 limit $7`,
    [query.to, query.from, query.status, query.parent, query.afterSid, query.offset, query.limit],
  );
  return rows;
}

/** The last calls of a handset, newest first. */
export async function listCallsOf(db: Db, number: string, limit: number): Promise<CallRow[]> {
  const { rows } = await db.query<CallRow>(
    `select * from simulator.call
     where (from_number = $1 and direction = 'inbound') or (to_number = $1 and direction <> 'inbound')
     order by id desc limit $2`,
    [number, limit],
  );
  return rows;
}

/** Notes that these calls still go on. */
export async function seeCalls(db: Db, sids: readonly string[], at: Date): Promise<void> {
  await db.query('update simulator.call set seen_at = $2 where sid = any($1) and ended_at is null', [sids, at]);
}

/** Calls that a server which is no more left open. */
export async function listOpenCalls(db: Db): Promise<CallRow[]> {
  return (await db.query<CallRow>('select * from simulator.call where ended_at is null order by id')).rows;
}

export interface RecordingRow {
  readonly sid: string;
  readonly call_sid: string;
  readonly status: 'in-progress' | 'completed' | 'absent' | 'failed';
  readonly bytes: number;
  readonly callback: string;
  readonly created_at: Date;
}

export async function insertRecording(
  db: Db,
  recording: Pick<RecordingRow, 'sid' | 'call_sid' | 'callback' | 'created_at'>,
): Promise<void> {
  await db.query(
    "insert into simulator.recording (sid, call_sid, status, callback, created_at) values ($1, $2, 'in-progress', $3, $4)",
    [recording.sid, recording.call_sid, recording.callback, recording.created_at],
  );
}

export async function endRecording(
  db: Db,
  sid: string,
  end: { status: RecordingRow['status']; bytes: number },
): Promise<RecordingRow> {
  const { rows } = await db.query<RecordingRow>(
    'update simulator.recording set status = $2, bytes = $3 where sid = $1 returning *',
    [sid, end.status, end.bytes],
  );
  return theOnly(rows);
}

export async function findRecording(db: Db, sid: string): Promise<RecordingRow | undefined> {
  return (await db.query<RecordingRow>('select * from simulator.recording where sid = $1', [sid])).rows[0];
}

export async function listRecordings(db: Db, callSid: string): Promise<RecordingRow[]> {
  const all = 'select * from simulator.recording where call_sid = $1 order by created_at desc, sid';
  return (await db.query<RecordingRow>(all, [callSid])).rows;
}

export async function listOpenRecordings(db: Db): Promise<RecordingRow[]> {
  return (await db.query<RecordingRow>("select * from simulator.recording where status = 'in-progress'")).rows;
}

export async function deleteRecording(db: Db, sid: string): Promise<boolean> {
  return (await db.query('delete from simulator.recording where sid = $1', [sid])).rowCount === 1;
}
