import { chmod, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareSimulator } from '#server/carriers/simulator/index.ts';
import { startDatabase } from '#server/platform/db/embedded.ts';
import { migrate } from '#server/platform/db/migrate.ts';
import { createLog } from '#server/platform/log.ts';
import { type World, world } from '#test/world.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

let w: World;
let folder: string;
const log = createLog('silent');
const secretKey = 'a secret that only this drill knows';
beforeAll(async () => {
  w = await world();
  folder = await mkdtemp(join(tmpdir(), 'trunkline-drill-'));
  await chmod(folder, 0o755);
});
afterAll(async () => {
  await w.close();
  await rm(folder, { recursive: true, force: true });
});

/** A machine that has nothing yet: its own PostgreSQL in an empty folder. */
async function freshMachine(name: string) {
  const dataDir = join(folder, name);
  await mkdir(dataDir, { mode: 0o755 });
  const database = await startDatabase({ dataDir, log, durable: false });
  const target = {
    async prepare({ migrations }: { migrations: number }) {
      await migrate(database.url, migrations);
      const pool = new pg.Pool({ connectionString: database.url });
      await prepareSimulator(pool);
      await pool.end();
      return database.url;
    },
    keepSecret: (secret: string) => writeFile(join(dataDir, 'secret-key'), secret),
    filesDir: join(dataDir, 'files'),
  };
  return { dataDir, database, target };
}

test('a backup restored into an empty machine is the same, row for row and file for file', {
  timeout: 180_000,
}, async () => {
  const ada = await w.line({ name: 'Ada “Ŧ” \n Byron' });
  await w.colleague(ada);
  await w.drainJobs();
  await w.deps.files.put('pictures/abc/64.webp', Buffer.from([0, 255, 10, 13]), 'image/webp');
  const file = join(folder, 'backup.tar.gz');
  const source = { databaseUrl: w.databaseUrl, secretKey, filesDir: join(w.deps.config.dataDir, 'files') };
  const made = await writeBackup(source, file, w.clock.now());
  expect(made.tables['public.line']?.rows).toBe(2);

  const machine = await freshMachine('restored');
  await restoreBackup(file, machine.target);
  const again = await writeBackup(
    { databaseUrl: machine.database.url, secretKey, filesDir: machine.target.filesDir },
    join(folder, 'again.tar.gz'),
    w.clock.now(),
  );
  expect(again.tables).toMatchObject(made.tables);
  expect(again.files).toBe(1);
  expect(await readFile(join(machine.target.filesDir, 'pictures/abc/64.webp'))).toEqual(Buffer.from([0, 255, 10, 13]));
  expect(await readFile(join(machine.dataDir, 'secret-key'), 'utf8')).toBe(secretKey);
  // A machine that has a company is not overwritten.
  await expect(restoreBackup(file, machine.target)).rejects.toThrow('There are companies here already');
  await machine.database.stop();
});

test('a backup that was cut short or is something else is refused, and nothing of it is kept', {
  timeout: 180_000,
}, async () => {
  await w.line();
  const file = join(folder, 'cut.tar.gz');
  await writeBackup({ databaseUrl: w.databaseUrl, secretKey, filesDir: undefined }, file, w.clock.now());
  await truncate(file, Math.floor((await readFile(file)).length * 0.8));
  const machine = await freshMachine('cut');
  await expect(restoreBackup(file, machine.target)).rejects.toThrow();
  const client = new pg.Client({ connectionString: machine.database.url });
  await client.connect();
  expect((await client.query('select 1 from company')).rowCount).toBe(0);
  await client.end();
  const strange = join(folder, 'strange');
  await writeFile(strange, 'not a backup');
  await expect(restoreBackup(strange, machine.target)).rejects.toThrow();
  await machine.database.stop();
});
