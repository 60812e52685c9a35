import type pg from 'pg';

export interface BackupTable {
  /** Schema and name, quoted: ready to stand in a statement. */
  readonly sql: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly refersTo: readonly string[];
}

/** What the schemas say about themselves is made by migrations, not copied. */
const ledgers = ['graphile_worker.migrations', 'drizzle.__drizzle_migrations'];

/** Every table with data, whichever feature made it: ours, the waiting jobs, the simulator's. Those that others refer to come first. */
export async function listTables(client: pg.Client): Promise<BackupTable[]> {
  const { rows } = await client.query<{ sql: string; name: string; columns: string[]; refers_to: string[] }>(
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as sql, n.nspname || '.' || c.relname as name,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
       array(select distinct rn.nspname || '.' || r.relname from pg_constraint k join pg_class r on r.oid = k.confrelid join pg_namespace rn on rn.oid = r.relnamespace
         where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers_to
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'graphile_worker', 'simulator') and c.relkind in ('r', 'p') and not c.relispartition
     order by n.nspname, c.relname`,
  );
  const all = rows
    .filter(({ name }) => !ledgers.includes(name))
    .map(({ refers_to: refersTo, ...table }) => ({ ...table, refersTo }));
  const sorted: BackupTable[] = [];
  let left = all;
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name));
    const free = left.filter(({ refersTo }) => !refersTo.some((one) => names.has(one)));
    // A ring of tables is filled with its keys unwatched; see `load`.
    const step = free.length > 0 ? free : left;
    sorted.push(...step);
    left = left.filter((table) => !step.includes(table));
  }
  return sorted;
}

/** How many migrations a database has had, and the hash of the last. */
export async function readLevel(client: pg.Client): Promise<{ migrations: number; last: string }> {
  const { rows } = await client.query<{ n: number; last: string }>(
    `select count(*)::int as n, (array_agg(hash order by created_at desc))[1] as last from drizzle.__drizzle_migrations`,
  );
  return { migrations: rows[0]?.n ?? 0, last: rows[0]?.last ?? '' };
}
