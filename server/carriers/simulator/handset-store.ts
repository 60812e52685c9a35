import type { CallHabit } from '#contract/simulator.ts';
import type { Db } from './tables.ts';

export interface HandsetRow {
  readonly number: string;
  readonly calls: CallHabit;
  readonly after_seconds: number;
  readonly script: string;
  readonly unread: number;
  readonly last_with: string | null;
  readonly last_incoming: boolean | null;
  readonly last_body: string | null;
  readonly last_at: Date | null;
}

/** Makes a handset where there is none; undefined when the number is served for somebody. */
export async function ensureHandset(db: Db, number: string, at: Date): Promise<HandsetRow | undefined> {
  await db.query(
    `insert into simulator.handset (number, created_at)
     select $1, $2 where not exists (select from simulator.served where number = $1)
     on conflict do nothing`,
    [number, at],
  );
  return findHandset(db, number);
}

const shown = `
  select h.number, h.calls, h.after_seconds, h.script,
    (select count(*)::int from simulator.text t where t.to_number = h.number and t.arrived_at > h.read_through) as unread,
    l.other as last_with, l.incoming as last_incoming, l.body as last_body, l.arrived_at as last_at
  from simulator.handset h
  left join lateral (
    select t.body, t.arrived_at, t.to_number = h.number as incoming,
      case when t.to_number = h.number then t.from_number else t.to_number end as other
    from simulator.text t
    where t.arrived_at is not null and (t.to_number = h.number or (t.from_number = h.number and t.direction <> 'outbound-api'))
    order by t.arrived_at desc, t.id desc limit 1) l on true`;

export async function findHandset(db: Db, number: string): Promise<HandsetRow | undefined> {
  const { rows } = await db.query<HandsetRow>(`${shown} where h.number = $1`, [number]);
  return rows[0];
}

/** All handsets, the one with the newest text first. */
export async function listHandsets(db: Db): Promise<HandsetRow[]> {
  const { rows } = await db.query<HandsetRow>(
    `${shown} order by coalesce(l.arrived_at, h.created_at) desc, h.number limit 500`,
  );
  return rows;
}

export async function setCallHabit(
  db: Db,
  number: string,
  habit: { calls: CallHabit; afterSeconds: number; script: string },
): Promise<void> {
  await db.query('update simulator.handset set calls = $2, after_seconds = $3, script = $4 where number = $1', [
    number,
    habit.calls,
    habit.afterSeconds,
    habit.script,
  ]);
}

/** Marks what arrived up to then as seen; never takes that back. */
export async function markRead(db: Db, number: string, through: Date): Promise<void> {
  await db.query('update simulator.handset set read_through = greatest(read_through, $2) where number = $1', [
    number,
    through,
  ]);
}
