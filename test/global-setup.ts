import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startDatabase } from '#server/platform/db/embedded.ts';
import { migrate } from '#server/platform/db/migrate.ts';
import { createLog } from '#server/platform/log.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the test server's databases are made; ends before the name of the database. */
    readonly databaseServer: string;
    /** The database every test database is a copy of: migrated and empty. */
    readonly databaseTemplate: string;
  }
}

const template = 'test_template';

/** One PostgreSQL for the whole run, in a folder of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trunkline-test-'));
  const database = await startDatabase({ dataDir, log: createLog('error'), durable: false });
  const server = new URL('/', database.url).href;
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`create database ${template}`);
  await client.end();
  await migrate(`${server}${template}`);
  project.provide('databaseServer', server);
  project.provide('databaseTemplate', template);
  return async () => {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
    await rm(database.where, { recursive: true, force: true });
  };
}
