import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

const run = promisify(execFile);

/** One PostgreSQL's folder: its data, its log, the password and the port it had last. */
export interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly port: string;
  readonly password: string;
}

/** The cluster in `place`, made when there is none. Refuses data of another major version and touches nothing of it. */
export async function openCluster(
  place: string,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<Cluster> {
  const folder = join(place, 'postgres');
  if (!(await stat(folder).catch(() => undefined))) await makeCluster(folder, binaries, account, durable);
  const data = join(folder, 'data');
  await refuseOtherVersion(data, binaries.major);
  if (account && (await stat(data)).uid === 0) await run('chown', ['-R', `${account.uid}:${account.gid}`, folder]);
  const password = (await readFile(join(folder, 'password'), 'utf8')).trim();
  return { folder, data, log: join(folder, 'log'), port: join(folder, 'port'), password };
}

async function makeCluster(folder: string, binaries: Binaries, account: Account, durable: boolean): Promise<void> {
  await dropHalfMade(folder);
  const half = `${folder}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await mkdir(half, { mode: 0o700 });
  if (account) await chown(half, account.uid, account.gid);
  const password = join(half, 'password');
  await writeFile(password, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (account) await chown(password, account.uid, account.gid);
  const wants = [
    `--pgdata=${join(half, 'data')}`,
    '--username=postgres',
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own order of letters: an upgrade of the machine's C library cannot corrupt an index.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await run(binaries.initdb, wants, { ...account, cwd: '/', env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' } });
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw new Error(`PostgreSQL could not make its data folder ${folder}: ${lastWords(error)}`);
  }
  // The folder appears whole or not at all: an interrupted first start leaves nothing that looks like a database, and
  // the slower of two first starts finds the other's and takes that.
  await rename(half, folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(half, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

/** Removes what a first start left that was killed half-way: its process is gone. */
async function dropHalfMade(folder: string): Promise<void> {
  const place = join(folder, '..');
  for (const name of await readdir(place)) {
    const pid = /^postgres\.(\d+)-[0-9a-f]{8}$/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) await rm(join(place, name), { recursive: true, force: true });
  }
}

async function refuseOtherVersion(data: string, major: number): Promise<void> {
  const made = await readFile(join(data, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT'
        ? undefined
        : Promise.reject(new Error(`The database in ${data} cannot be read: ${error.message}`)),
  );
  if (made === String(major)) return;
  const found =
    made === undefined
      ? 'holds files but no PostgreSQL database'
      : `was made by PostgreSQL ${made}, and this release brings PostgreSQL ${major}`;
  throw new Error(
    `${data} ${found}. Nothing in it was touched. Start the release that made it and take a backup there, then restore the backup here into an empty DATA_DIR; or set DATABASE_URL.`,
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // process.kill throws nothing but system errors
  }
}

function lastWords(error: unknown): string {
  // execFile's rejection carries what the program wrote.
  const { stderr, message } = error as Error & { stderr?: string };
  return stderr?.trim() || message;
}
