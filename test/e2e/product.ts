import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startDatabase } from '#server/platform/db/embedded.ts';
import { createLog } from '#server/platform/log.ts';
import { type OutsideWorld, standInWorld } from './outside-world.ts';
import { startOutside } from './real-outside.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const node = join(root, 'node_modules/.bin/node');

/** The product as people run it: a process of its own, with data of its own. */
export interface Product {
  readonly url: string;
  /** Pages stand in for telephones and mail: /phone and /mailbox. */
  readonly standIns: boolean;
  readonly outside: OutsideWorld;
  /** A port of this machine that webhooks may go to, as if it were out on the internet. */
  readonly hookPort: number;
  /** Lets time pass for a line, so that what it proved at sign-in has to be proven again. */
  forgetProofs(username: string): Promise<void>;
  /** Writes into the database what would take too long by hand: a conversation of 10,000 texts. */
  write(statement: string, values: readonly string[]): Promise<void>;
  /** Reads from the database what no page shows any more. */
  rows(query: string, values: readonly string[]): Promise<unknown[]>;
  /** Kills the process where it stands, and starts it again. */
  dieAndComeBack(): Promise<void>;
  stop(): Promise<void>;
}

// Database, mail server and carrier as in production, each a program of its own (`npm run test:peers`).
const withOutside = process.env.E2E_OUTSIDE === '1';

/** Starts the product on free ports and an empty folder. `ownDatabase`: it brings its PostgreSQL by itself, as after `npm start`. */
export async function startProduct({ ownDatabase = false } = {}): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trunkline-journeys-'));
  // PostgreSQL does not run as root: its account has to get into the folder.
  await chmod(dataDir, 0o755);
  const database = ownDatabase && !withOutside ? undefined : await openDatabase(dataDir);
  const [port, simulatorPort] = await freePorts();
  const [hookPort] = await freePorts();
  const outside =
    withOutside && database
      ? await startOutside(node, root, { port: simulatorPort, databaseUrl: await database.another() })
      : undefined;
  const env = {
    ...process.env,
    PORT: String(port),
    ...(outside ? outside.env : { SIMULATOR_PORT: String(simulatorPort) }),
    PUBLIC_URL: `http://localhost:${port}`,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    // Each journey comes from an address of its own, as people do: what one of them spends, another still has.
    TRUST_PROXY: '127.0.0.1',
    // Somewhere among these it is day at any hour.
    TEXT_COUNTRIES: 'US,CA,GB,NZ',
    // Does nothing where it is not installed.
    TRANSCRIBER: 'pocketsphinx',
    OUTBOUND_ALLOW: `localhost:${hookPort}`,
    ...(database && { DATABASE_URL: database.url }),
  };
  const url = `http://localhost:${port}`;
  const begin = () => spawn(node, ['server/main.ts'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  let server = begin();
  await becomesReady(`${url}/ready`, server);
  return {
    url,
    standIns: outside === undefined,
    outside: outside?.world ?? standInWorld(url),
    hookPort,
    async forgetProofs(username) {
      await database?.query(
        `update session set proven_at = proven_at - interval '1 hour' from line
         where line.company_id = session.company_id and line.id = session.line_id and line.username = $1`,
        [username],
      );
    },
    async write(statement, values) {
      await database?.query(statement, values);
    },
    async rows(query, values) {
      return (await database?.query(query, values)) ?? [];
    },
    async dieAndComeBack() {
      server.kill('SIGKILL');
      await once(server, 'exit');
      server = begin();
      await becomesReady(`${url}/ready`, server);
    },
    async stop() {
      if (server.exitCode === null) {
        server.kill('SIGTERM');
        await once(server, 'exit');
      }
      await outside?.stop();
      await database?.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An empty database: on the server that E2E_DATABASE_URL names, else on one of our own. */
async function openDatabase(dataDir: string) {
  const outside = process.env.E2E_DATABASE_URL;
  const own =
    outside === undefined ? await startDatabase({ dataDir, log: createLog('error'), durable: false }) : undefined;
  const server = outside ?? own?.url ?? '';
  const made: string[] = [];
  const asAdmin = async (statement: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  const another = async () => {
    const name = `journeys_${randomBytes(6).toString('hex')}`;
    await asAdmin(`create database ${name}`);
    made.push(name);
    return new URL(`/${name}`, server).href;
  };
  const url = await another();
  return {
    url,
    another,
    async query(statement: string, values: readonly string[]): Promise<unknown[]> {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query(statement, [...values]);
      await client.end();
      return rows;
    },
    async close() {
      for (const name of made) await asAdmin(`drop database if exists ${name} with (force)`);
      await own?.stop();
    },
  };
}

async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()] as const;
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : 0;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return [ports[0] ?? 0, ports[1] ?? 0];
}

/** Its tables have to be made; a machine with other work takes its time. */
const longestStart = 120_000;

async function becomesReady(address: string, server: ChildProcess): Promise<void> {
  const until = Date.now() + longestStart;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`the product stopped with exit code ${server.exitCode}`);
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill('SIGKILL');
  throw new Error(`the product was not ready within ${longestStart / 1000} s`);
}
