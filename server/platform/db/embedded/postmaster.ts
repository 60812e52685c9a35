import { spawn } from 'node:child_process';
import { open, readFile, readlink, rename, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly status: 'starting' | 'ready' | 'stopping';
}

const pollMs = 5;
const patienceMs = 120_000;
const keepLogBytes = 8 * 1024 * 1024;

/** The postmaster that serves this cluster: the one that runs, or one started now. */
export async function startPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<Postmaster> {
  const until = performance.now() + patienceMs;
  let port = await lastPort(cluster);
  while (performance.now() < until) {
    const running = await findPostmaster(cluster);
    if (running?.status === 'ready') return running;
    if (running) {
      // Another start, a recovery after a crash, or a stop: each ends by itself.
      await pause(pollMs);
      continue;
    }
    const started = await launch(cluster, binaries, account, durable, port ?? (await freePort()));
    if (started.kind === 'ready') return started.postmaster;
    if (started.kind === 'failed')
      throw new Error(`PostgreSQL did not start: ${started.why} (its log is ${cluster.log})`);
    if (started.kind === 'port taken') port = undefined;
    await pause(pollMs * 4);
  }
  throw new Error(`PostgreSQL was not ready within ${patienceMs / 1000} s; its log is ${cluster.log}`);
}

/** Stops it the fast way: what is committed stays, who is connected is cut off. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  const running = await findPostmaster(cluster);
  if (!running) return;
  const hurryAt = performance.now() + 8_000;
  let signal: 'SIGINT' | 'SIGQUIT' | undefined = 'SIGINT';
  if (!send(running.pid, signal)) return;
  while (await findPostmaster(cluster)) {
    if (signal === 'SIGINT' && performance.now() > hurryAt) {
      // SIGQUIT is a crash that PostgreSQL recovers from at its next start: better than outliving our own stop.
      signal = 'SIGQUIT';
      if (!send(running.pid, signal)) return;
    }
    await pause(pollMs);
  }
}

/** What postmaster.pid says, if the process it names is this cluster's postmaster and lives. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const lines = await pidFile(cluster);
  const pid = Number(lines[0]);
  if (!(pid > 1) || !(await servesFolder(pid, cluster.data))) return undefined;
  const word = lines[7]?.trim();
  return { pid, port: Number(lines[3]), status: word === 'ready' || word === 'stopping' ? word : 'starting' };
}

type Launch =
  | { readonly kind: 'ready'; readonly postmaster: Postmaster }
  | { readonly kind: 'port taken' }
  | { readonly kind: 'not now' }
  | { readonly kind: 'failed'; readonly why: string };

async function launch(
  cluster: Cluster,
  binaries: Binaries,
  account: Account,
  durable: boolean,
  port: number,
): Promise<Launch> {
  await disownReusedPid(cluster);
  const logFrom = await trimLog(cluster);
  const log = await open(cluster.log, 'a', 0o600);
  // Its own session: Ctrl-C in our terminal must reach us alone, or the database would be gone before our last requests.
  const child = spawn(binaries.postgres, ['-D', cluster.data, ...settings(port, durable)], {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  });
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `status ${code}`}`));
  });
  await log.close();
  let end: string | undefined;
  exited.then((why) => {
    end = why;
  });
  while (end === undefined) {
    const running = await findPostmaster(cluster);
    if (running?.pid === child.pid && running?.status === 'ready') {
      child.unref();
      await writeFile(cluster.port, `${port}\n`);
      return { kind: 'ready', postmaster: running };
    }
    await pause(pollMs);
  }
  return explain((await readFile(cluster.log)).subarray(logFrom).toString('utf8'), end);
}

/** Reads in PostgreSQL's own words why it did not start. Its messages are English because we start it so. */
function explain(said: string, end: string): Launch {
  if (said.includes('could not create any TCP/IP sockets')) return { kind: 'port taken' };
  // Somebody else was quicker, or the last processes of a killed postmaster are still letting go of its memory.
  if (/lock file .* already exists|pre-existing shared memory block/.test(said)) return { kind: 'not now' };
  const fatal = said.split('\n').filter((line) => /FATAL|PANIC|error while loading/.test(line));
  return { kind: 'failed', why: fatal.at(-1)?.replace(/^.*?(?:FATAL|PANIC): +/, '') ?? end };
}

/**
 * Loopback TCP and a password, not a socket file: a socket's path may be 107 bytes at most and data folders are longer,
 * and one plain URL then serves the pool, the job worker, the command line and any tool alike.
 */
function settings(port: number, durable: boolean): string[] {
  const pairs: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(pairs).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The port of last time, so that others who hold our URL find the database again after a restart. */
async function lastPort(cluster: Cluster): Promise<number | undefined> {
  const port = Number(await readFile(cluster.port, 'utf8').catch(() => ''));
  return port > 0 ? port : undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port on 127.0.0.1')),
      );
    });
  });
}

const pidFile = async (cluster: Cluster) =>
  (await readFile(join(cluster.data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');

/**
 * After a reboot or in a new container the pid in a stale file may belong to anybody, and PostgreSQL then refuses to
 * start. Our own pid in its place tells it that the file is stale (its parent is no postmaster) and, unlike deleting the
 * file, leaves it the check for processes that still use the old shared memory.
 */
async function disownReusedPid(cluster: Cluster): Promise<void> {
  const [first, ...rest] = await pidFile(cluster);
  const pid = Number(first);
  if (!(pid > 1) || (await servesFolder(pid, cluster.data)) || !send(pid, 0)) return;
  await writeFile(join(cluster.data, 'postmaster.pid'), [process.pid, ...rest].join('\n'));
}

/** Whether the process is a postmaster of this folder: it works in there, whatever its number was before. */
async function servesFolder(pid: number, data: string): Promise<boolean> {
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === data;
  return send(pid, 0);
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function trimLog(cluster: Cluster): Promise<number> {
  const size = (await stat(cluster.log).catch(() => undefined))?.size ?? 0;
  if (size < keepLogBytes) return size;
  await rename(cluster.log, `${cluster.log}.1`);
  return 0;
}
