import { newSid } from './account.ts';
import type { Db } from './tables.ts';
import { theOnly } from './text-store.ts';

/** A number that is rented to the account. */
export interface ServedRow {
  readonly number: string;
  readonly sid: string;
  readonly label: string;
  readonly sms_url: string;
  readonly voice_url: string;
  readonly status_callback: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export type ServedSettings = Partial<Pick<ServedRow, 'label' | 'sms_url' | 'voice_url' | 'status_callback'>>;

export async function findServed(db: Db, by: { number: string } | { sid: string }): Promise<ServedRow | undefined> {
  const [column, value] = 'sid' in by ? ['sid', by.sid] : ['number', by.number];
  const { rows } = await db.query<ServedRow>(`select * from simulator.served where ${column} = $1`, [value]);
  return rows[0];
}

/** Served numbers, oldest first. */
export async function listServed(
  db: Db,
  query: { number?: string; label?: string; offset: number; limit: number },
): Promise<ServedRow[]> {
  const { rows } = await db.query<ServedRow>(
    `select * from simulator.served
     where ($1::text is null or number = $1) and ($2::text is null or label = $2)
     order by created_at, number offset $3 limit $4`,
    [query.number, query.label, query.offset, query.limit],
  );
  return rows;
}

/** Rents a number; undefined when it is rented already or somebody's telephone. */
export async function insertServed(
  db: Db,
  number: string,
  settings: ServedSettings,
  at: Date,
): Promise<ServedRow | undefined> {
  const { rows } = await db.query<ServedRow>(
    `insert into simulator.served (number, sid, label, sms_url, voice_url, status_callback, created_at, updated_at)
     select $1, $2, $3, $4, $5, $6, $7, $7
     where not exists (select from simulator.handset where number = $1)
     on conflict do nothing returning *`,
    [
      number,
      newSid('PN'),
      settings.label ?? number,
      settings.sms_url ?? '',
      settings.voice_url ?? '',
      settings.status_callback ?? '',
      at,
    ],
  );
  return rows[0];
}

export async function updateServed(db: Db, sid: string, settings: ServedSettings, at: Date): Promise<ServedRow> {
  const { rows } = await db.query<ServedRow>(
    `update simulator.served set label = coalesce($2, label), sms_url = coalesce($3, sms_url), voice_url = coalesce($4, voice_url),
       status_callback = coalesce($5, status_callback), updated_at = $6
     where sid = $1 returning *`,
    [sid, settings.label, settings.sms_url, settings.voice_url, settings.status_callback, at],
  );
  return theOnly(rows);
}

export async function deleteServed(db: Db, sid: string): Promise<void> {
  await db.query('delete from simulator.served where sid = $1', [sid]);
}

/** Numbers that nobody new can have: rented, or somebody's telephone. */
export async function listTaken(db: Db): Promise<Set<string>> {
  const { rows } = await db.query<{ number: string }>(
    'select number from simulator.served union select number from simulator.handset',
  );
  return new Set(rows.map((row) => row.number));
}
