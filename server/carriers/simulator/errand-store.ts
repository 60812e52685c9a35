import type { Db } from './tables.ts';

/** Something to do later: take a text one step further, or tell the account's server of something. */
export interface ErrandRow {
  readonly id: string;
  readonly kind: 'advance' | 'status' | 'inbound';
  readonly text_sid: string;
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  readonly attempts: number;
}

export type NewErrand = Pick<ErrandRow, 'kind' | 'text_sid'> &
  Partial<Pick<ErrandRow, 'url' | 'form'>> & { readonly dueAt: Date };

export async function insertErrand(db: Db, errand: NewErrand): Promise<void> {
  await db.query('insert into simulator.errand (kind, text_sid, url, form, due_at) values ($1, $2, $3, $4, $5)', [
    errand.kind,
    errand.text_sid,
    errand.url ?? '',
    errand.form ?? {},
    errand.dueAt,
  ]);
}

// The transaction that this is part of does not wait for the disk. What a crash then forgets is done once more, and carriers
// tell things twice; a text is written durably when it is taken.
const unhurried = `(select set_config('synchronous_commit', 'off', true)) = 'off'`;

/** Takes errands that are due and lends them out until `until`: one that is not finished by then comes again. */
export async function leaseErrands(db: Db, now: Date, until: Date, limit: number): Promise<ErrandRow[]> {
  const { rows } = await db.query<ErrandRow>(
    `update simulator.errand set due_at = $2, leased = true, attempts = attempts + 1
     where id in (select id from simulator.errand where due_at <= $1 order by due_at, id limit $3 for update skip locked)
       and ${unhurried}
     returning id, kind, text_sid, url, form, attempts`,
    [now, until, limit],
  );
  // `returning` keeps no order, and texts advance in the order in which they came.
  return rows.sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
}

/** Ends an errand; false when somebody else already did. */
export async function endErrand(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query(`delete from simulator.errand where id = $1 and ${unhurried}`, [id]);
  return rowCount === 1;
}

export async function putOff(db: Db, id: string, dueAt: Date): Promise<void> {
  await db.query('update simulator.errand set due_at = $2, leased = false where id = $1', [id, dueAt]);
}

/** Makes due at once what a server that is no more had begun; the attempt that broke off does not count. */
export async function takeBackLeases(db: Db, now: Date): Promise<void> {
  await db.query('update simulator.errand set due_at = $1, leased = false, attempts = attempts - 1 where leased', [
    now,
  ]);
}

export async function nextDue(db: Db): Promise<Date | undefined> {
  const { rows } = await db.query<{ due_at: Date | null }>('select min(due_at) as due_at from simulator.errand');
  return rows[0]?.due_at ?? undefined;
}
