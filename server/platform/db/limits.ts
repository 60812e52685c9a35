import { sql } from 'drizzle-orm';
import { hours } from '#server/platform/clock.ts';
import type { Db } from './db.ts';

/** At most `most` uses in any stretch of `ms` milliseconds, and at most `inARow` since the key was last cleared. */
export interface Limit {
  readonly most: number;
  readonly ms: number;
  readonly inARow?: number;
}

export type Taken =
  | { readonly ok: true; readonly left: number }
  | { readonly ok: false; readonly retryAfterSeconds: number };

/**
 * Takes one use of a limit, in one statement: exact under any number of processes, and a refused use costs nothing (R7).
 * The window slides: it never lets twice the limit through around an hour's turn.
 */
export async function takeUse(db: Db, key: string, limit: Limit, now: Date): Promise<Taken> {
  const at = now.toISOString();
  const from = new Date(now.getTime() - limit.ms).toISOString();
  const most = limit.inARow ?? 2_000_000_000;
  const taken = await db.execute<{ used: number; in_a_row: number }>(sql`
    insert into limit_window as w (key, stamps) values (${key}, array[${at}::timestamptz])
    on conflict (key) do update
      set stamps = array_append(array(select s from unnest(w.stamps) s where s > ${from}::timestamptz), ${at}::timestamptz), in_a_row = w.in_a_row + 1
      where (select count(*) from unnest(w.stamps) s where s > ${from}::timestamptz) < ${limit.most} and w.in_a_row < ${most}
    returning cardinality(stamps) as used, in_a_row`);
  const row = taken.rows[0];
  if (row) return { ok: true, left: Math.min(limit.most - row.used, most - row.in_a_row) };
  return { ok: false, retryAfterSeconds: await secondsUntilFree(db, key, limit, now) };
}

/** How many uses are left without taking one. */
export async function usesLeft(db: Db, key: string, limit: Limit, now: Date): Promise<number> {
  const from = new Date(now.getTime() - limit.ms).toISOString();
  const found = await db.execute<{ used: number; in_a_row: number }>(
    sql`select (select count(*)::int from unnest(stamps) s where s > ${from}::timestamptz) as used, in_a_row from limit_window where key = ${key}`,
  );
  const row = found.rows[0];
  if (!row) return limit.most;
  return Math.max(0, Math.min(limit.most - row.used, (limit.inARow ?? 2_000_000_000) - row.in_a_row));
}

/** Forgets the uses of a key: after a success, or by an admin. */
export async function clearUses(db: Db, keys: readonly string[]): Promise<void> {
  if (keys.length > 0)
    await db.execute(
      sql`delete from limit_window where key in (${sql.join(
        keys.map((key) => sql`${key}`),
        sql`, `,
      )})`,
    );
}

async function secondsUntilFree(db: Db, key: string, limit: Limit, now: Date): Promise<number> {
  const from = new Date(now.getTime() - limit.ms).toISOString();
  const found = await db.execute<{ oldest: Date | null }>(
    sql`select min(s) as oldest from limit_window, unnest(stamps) s where key = ${key} and s > ${from}::timestamptz`,
  );
  const oldest = found.rows[0]?.oldest;
  // No use inside the window, yet refused: the count in a row is spent, and only a success elsewhere or an admin clears it.
  const free = oldest ? new Date(oldest).getTime() + limit.ms : now.getTime() + hours(24);
  return Math.max(1, Math.ceil((free - now.getTime()) / 1000));
}
