import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';

const folder = new URL('../../../db/migrations', import.meta.url).pathname;
// Any number, the same in every process: whoever holds it migrates, the others wait and find nothing left to do.
const lock = 7_316_549_021;

/** Brings a database up to date, forward only. Safe to call from many processes at once. */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
    await runMigrations({ connectionString: url });
  } finally {
    await client.end();
  }
}
