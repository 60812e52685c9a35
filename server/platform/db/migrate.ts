import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';

const folder = new URL('../../../db/migrations', import.meta.url).pathname;
// Any number, the same in every process: whoever holds it migrates, the others wait and find nothing left to do.
const lock = 7_316_549_021;

/** Brings a database up to date, forward only; `level`: to as many migrations as that, no further. Safe to call from many processes at once. */
export async function migrate(url: string, level?: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    const from = level === undefined ? folder : await firstOf(level);
    await applyMigrations(drizzle(client), { migrationsFolder: from });
    if (from !== folder) await rm(from, { recursive: true, force: true });
    await runMigrations({ connectionString: url });
  } finally {
    await client.end();
  }
}

/** A folder with the first migrations only. Throws where there are not that many: the database was made by a later version. */
async function firstOf(level: number): Promise<string> {
  const journal = JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string }[];
  }; // drizzle-kit's
  if (journal.entries.length < level)
    throw new Error('The backup was made by a later version. Use that version, or a later one.');
  const entries = journal.entries.slice(0, level);
  const into = await mkdtemp(join(tmpdir(), 'trunkline-migrations-'));
  await mkdir(join(into, 'meta'));
  await writeFile(join(into, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
  for (const { tag } of entries) await copyFile(join(folder, `${tag}.sql`), join(into, `${tag}.sql`));
  return into;
}
