import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const notOurs = ['.git', 'node_modules', 'dist', 'data', 'test-results', 'screens', 'coverage'];

/** A fresh copy of the project as it is after `npm ci`, in a folder of the account's own. Returns how to remove it. */
export function copyProject(folder: string, owner: string): () => void {
  mkdirSync(folder, { recursive: true });
  const parts = execFileSync('ls', ['-A', root], { encoding: 'utf8' }).trim().split('\n');
  for (const part of parts.filter((name) => !notOurs.includes(name)))
    execFileSync('cp', ['-a', join(root, part), folder]);
  execFileSync('chown', ['-R', owner, folder]);
  // The packages are 700 MB: their files are linked, and their folders are the account's own as if it had installed them.
  execFileSync('cp', ['-a', '--link', join(root, 'node_modules'), folder]);
  execFileSync('find', [join(folder, 'node_modules'), '-type', 'd', '-exec', 'chown', owner, '{}', '+']);
  return () => {
    forgetAll(folder);
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Where a copy's database lies: root's PostgreSQL cannot enter a folder that only root may. */
export function placeOf(folder: string): string {
  const signpost = join(folder, 'data/database-is-at');
  return existsSync(signpost) ? readFileSync(signpost, 'utf8').trim() : join(folder, 'data');
}

/** Makes a copy as fresh again as it was: no pages built, no data. */
export function forgetAll(folder: string): void {
  rmSync(placeOf(folder), { recursive: true, force: true });
  for (const made of ['data', 'dist']) rmSync(join(folder, made), { recursive: true, force: true });
}

export interface Started {
  readonly url: string;
  /** From the command to the first page, in ms. */
  readonly firstPageMs: () => Promise<number>;
  /** Ends it at once: `all` that the command started, or the `server` alone, whose database program then lives on. */
  readonly kill: (what: 'all' | 'server') => Promise<void>;
  /** Ctrl-C, as in a terminal. */
  readonly stop: () => Promise<void>;
}

/** `npm start` in a folder, as an account of the system. */
export async function npmStart(folder: string, account: string): Promise<Started> {
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const began = performance.now();
  const npm = spawn('runuser', ['-u', account, '--', 'npm', 'start'], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      HOME: account === 'root' ? '/root' : `/home/${account}`,
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
      LOG_LEVEL: 'error',
    },
  });
  const gone = once(npm, 'exit');
  return {
    url,
    firstPageMs: async () => {
      await answers(`${url}/sign-in`, npm);
      return performance.now() - began;
    },
    kill: async (what) => {
      const server = what === 'server' ? serverOf(npm) : [];
      for (const pid of server) process.kill(pid, 'SIGKILL');
      if (server.length === 0) process.kill(-(npm.pid ?? 0), 'SIGKILL');
      await gone;
    },
    stop: async () => {
      if (npm.exitCode !== null || npm.signalCode !== null) return;
      process.kill(-(npm.pid ?? 0), 'SIGINT');
      await gone;
      // npm may end before the server has finished what it was doing.
      while (serverOf(npm).length > 0) await sleep(100);
    },
  };
}

/** The server among the processes that the command started; none while the pages are still being built. */
function serverOf(npm: ChildProcess): number[] {
  try {
    const found = execFileSync('pgrep', ['-g', String(npm.pid), '-f', 'node .*server/main.ts$'], { encoding: 'utf8' });
    return found.trim().split('\n').map(Number);
  } catch {
    return [];
  }
}

async function answers(address: string, npm: ChildProcess): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (npm.exitCode !== null) throw new Error(`npm start ended with ${npm.exitCode}`);
    if ((await fetch(address).catch(() => undefined))?.ok) return;
    await sleep(50);
  }
  throw new Error('no page within a minute');
}

export const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
