import pg from 'pg';
import type { TestDatabase } from './database.ts';

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

const clients = new Set<pg.Client>();
/** Text of each statement that was sent under a name. */
const named = new Set<string>();
let ask: Query | undefined;

/**
 * From now on, each statement that is sent under a name runs by the plan that is good for any values, as on connections that have
 * kept it for long; those without a name are planned by their values, as always. Call it before a pool is opened.
 */
export function runByKeptPlans(): void {
  if (ask) return;
  const plain = pg.Client.prototype.query as Query; // one of many signatures; what is passed on is as it came
  ask = plain;
  const modes = new WeakMap<pg.Client, string>();
  const wrapped: Query = function (this: pg.Client, ...args) {
    const [config, values] = args as [string | { name?: string; text?: string; values?: unknown[] }, unknown];
    const text = typeof config === 'string' ? config : config.text;
    if (!clients.has(this)) {
      clients.add(this);
      this.once('end', () => clients.delete(this));
    }
    // A transaction that is rolled back takes what was set in it along.
    if (/^\s*(begin|rollback|commit|savepoint|release)/i.test(text ?? '')) modes.delete(this);
    else {
      const isNamed = typeof config !== 'string' && config.name !== undefined;
      if (isNamed) named.add(text ?? '');
      const mode = isNamed ? 'force_generic_plan' : 'auto';
      const hasValues = Array.isArray(values) || (typeof config !== 'string' && config.values !== undefined);
      if (hasValues && modes.get(this) !== mode) {
        modes.set(this, mode);
        const go = () => plain.apply(this, args);
        // In a transaction that has failed it fails too, as what follows it will.
        const done = (plain.call(this, `set plan_cache_mode = ${mode}`) as Promise<unknown>).then(go, go);
        return typeof args.at(-1) === 'function' ? undefined : done;
      }
    }
    return plain.apply(this, args);
  };
  pg.Client.prototype.query = wrapped as typeof pg.Client.prototype.query; // passes on whatever it is given
}

/** Plans for any values of the statements with a name that read the table: to find which of them reads too much. */
export async function keptPlansOver({ pool }: Pick<TestDatabase, 'pool'>, table: string): Promise<string> {
  const plans = [];
  for (const text of named) {
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${text}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    if (new RegExp(` on ${table}\\b`).test(plan)) plans.push(`${text}\n${plan}`);
  }
  return plans.join('\n\n');
}

/** How many rows of each table were read by `work`, in tables or in their indexes, however that was done. */
export async function rowsReadBy(
  { pool }: Pick<TestDatabase, 'pool'>,
  tables: readonly string[],
  work: () => Promise<unknown>,
): Promise<Record<string, number>> {
  const before = await rowsRead(pool, tables);
  await work();
  const after = await rowsRead(pool, tables);
  return Object.fromEntries(tables.map((table) => [table, (after[table] ?? 0) - (before[table] ?? 0)]));
}

async function rowsRead(pool: pg.Pool, tables: readonly string[]): Promise<Record<string, number>> {
  if (!ask) throw new Error('nobody listens to what is asked: call runByKeptPlans first');
  // Each connection tells what it counted about once a second, unless it is asked to.
  for (const client of clients) await ask.call(client, 'select pg_stat_force_next_flush()');
  const { rows } = await pool.query<{ table: string; rows: number }>(
    `select t.relname as "table", (coalesce(t.seq_tup_read, 0)
       + coalesce((select sum(i.idx_tup_read) from pg_stat_user_indexes i where i.relid = t.relid), 0))::float8 as rows
     from pg_stat_user_tables t where t.relname = any($1)`,
    [tables],
  );
  if (rows.length !== tables.length) throw new Error('a table that is not there');
  return Object.fromEntries(rows.map((one) => [one.table, one.rows]));
}
