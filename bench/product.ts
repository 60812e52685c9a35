import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import { leaveDatabases } from './embedded-url.ts';

const node = new URL('../node_modules/.bin/node', import.meta.url).pathname;

// The last command of `npm start`, so that the product is measured as people run it.
const startCommand = packageJson.scripts.start.split('&&').at(-1)?.trim() ?? '';

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

export interface Product {
  readonly url: string;
  readonly pid: number;
  readonly env: NodeJS.ProcessEnv;
  /** From the start of the process to the first page served, in ms. */
  readonly firstPageMs: number;
  stop(): Promise<void>;
}

/** Starts the product as people do, in a data folder, and waits for its first page. */
export async function startProduct(dataDir: string, more: NodeJS.ProcessEnv = {}): Promise<Product> {
  const port = await freePort();
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
    SIMULATOR_PORT: String(await freePort()),
    LOG_LEVEL: 'error',
    ...more,
  };
  const began = performance.now();
  const child = spawn('sh', ['-c', `exec env ${startCommand}`], { env, stdio: ['ignore', 2, 'inherit'] });
  // A bench that fails leaves nothing that runs.
  process.once('exit', () => child.kill('SIGKILL'));
  let isStopped = false;
  child.once('exit', (code, signal) => {
    if (isStopped) return;
    console.error(`the product ended by itself: ${signal ?? `code ${code}`}`);
    process.exit(1);
  });
  const url = `http://localhost:${port}`;
  for (;;) {
    const page = await fetch(`${url}/sign-in`).catch(() => undefined);
    if (page?.ok) break;
    await sleep(10);
  }
  return { url, env, pid: child.pid ?? 0, firstPageMs: performance.now() - began, stop };

  async function stop(): Promise<void> {
    isStopped = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    await ended;
  }
}

export interface Account {
  readonly username: string;
  readonly password: string;
  readonly apiKey: string;
  /** The line's own. */
  readonly number: string;
}

/** Makes a company through the command line of a running product. `cell`: a personal cell that counts as verified. */
export async function createCompany(product: Product, username: string, cell?: string): Promise<Account> {
  const password = 'correct horse battery staple 42';
  const { stdout } = await promisify(execFile)(
    node,
    [
      'server/cli/main.ts',
      'create-company',
      '--company',
      'Bench',
      '--name',
      'Ada Byron',
      '--username',
      username,
      '--password',
      password,
      '--email',
      `${username}@example.com`,
      ...(cell === undefined ? [] : ['--cell', cell]),
      '--json',
    ],
    { env: product.env },
  );
  const { api_key: apiKey, number } = JSON.parse(stdout) as { api_key: string; number: string };
  return { username, password, apiKey, number };
}

export async function withDataDir<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'trunkline-bench-'));
  try {
    return await work(dir);
  } finally {
    // Else a database lives on in a folder that is gone.
    await leaveDatabases();
    await rm(dir, { recursive: true, force: true });
  }
}

/** Resident memory of a process in MB, as the kernel counts it. */
export const residentMb = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

export const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** One row of the table that `npm run bench` prints. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly reference: string;
  readonly target: string;
  /** Undefined for what is told beside, without a target. */
  readonly met?: boolean;
}
