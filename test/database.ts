import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '#server/platform/db/db.ts';

export interface TestDatabase {
  readonly url: string;
  readonly db: Database;
  readonly pool: pg.Pool;
  /** Gives it back; the last to do so drops it. */
  close(): Promise<void>;
}

let current: { readonly made: Promise<Omit<TestDatabase, 'close'>>; users: number } | undefined;

/** A migrated database that this test file has to itself: the same one for every call until all callers closed it. */
export async function testDatabase(): Promise<TestDatabase> {
  current ??= { made: make(), users: 0 };
  const mine = current;
  mine.users += 1;
  const made = await mine.made;
  return {
    ...made,
    async close() {
      mine.users -= 1;
      if (mine.users > 0) return;
      current = undefined;
      await made.pool.end();
      await asAdmin((client) => drop(client, new URL(made.url).pathname.slice(1)));
    },
  };
}

async function make(): Promise<Omit<TestDatabase, 'close'>> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  // Copying files beats writing the copy through the log, and this server keeps nothing anyway.
  await asAdmin((client) =>
    client.query(`create database ${name} template ${inject('databaseTemplate')} strategy file_copy`),
  );
  const url = `${inject('databaseServer')}${name}`;
  const db = openDatabase(url);
  return { url, db, pool: db.$client };
}

/** The server's own housekeeping may be at work there, and is not ours to end: it is done in a moment. */
async function drop(client: pg.Client, name: string, triesLeft = 20): Promise<void> {
  try {
    await client.query(`drop database if exists ${name} with (force)`);
  } catch (error) {
    if (triesLeft === 0 || !(error instanceof pg.DatabaseError) || error.code !== '42501') throw error;
    await new Promise((resolve) => setTimeout(resolve, 250));
    await drop(client, name, triesLeft - 1);
  }
}

async function asAdmin(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: `${inject('databaseServer')}trunkline` });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
