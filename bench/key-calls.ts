import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import autocannon from 'autocannon';
import pg from 'pg';
import { embeddedUrl } from './embedded-url.ts';
import { createCompany, freePort, median, type Row, residentMb, startProduct, withDataDir } from './product.ts';
import { signIn } from './sign-in.ts';

const rounds = 5;
const seconds = 4;
const connections = 32;

/** P1 and P7: reading My Settings with an API key, counted on the ledger, beside the same uncounted, one row behind bare Fastify, and better-auth's key check with a counted quota. */
export const keyCalls = (): Promise<Row[]> =>
  withDataDir(async (dir) => {
    const databaseUrl = process.env['DATABASE_URL'];
    const product = await startProduct(dir);
    const account = await createCompany(product, 'bench');
    const database = databaseUrl ?? (await embeddedUrl(dir));
    const pool = new pg.Pool({ connectionString: database });
    // The rate of a key is a setting; here it must not be what is measured.
    await pool.query('update api_key set per_minute = 1000000000');
    // Past the collection that follows the start (server/settle-memory.ts).
    await new Promise((resolve) => setTimeout(resolve, 8000));
    const idleMb = residentMb(product.pid);
    const cookie = await signIn(product.url, account.username, account.password);
    const port = await freePort();
    const bare = spawn('node_modules/.bin/node', ['bench/bare.ts', database, String(port)], { stdio: 'inherit' });
    await waitFor(`http://localhost:${port}/line`);
    const peer = await startPeer(database);
    try {
      const key = { url: `${product.url}/api/settings`, headers: { authorization: `Bearer ${account.apiKey}` } };
      const session = { url: `${product.url}/api/settings`, headers: { cookie } };
      const row = { url: `http://localhost:${port}/line`, headers: {} };
      const before = await uses(pool);
      const results: Results = { key: [], session: [], row: [], peer: [] };
      for (const one of [key, session, row, peer.at]) await fire(one, 1);
      const warm = await uses(pool);
      let loadMb = 0;
      for (let round = 0; round < rounds; round += 1) {
        results.key.push(await fire(key, seconds));
        loadMb = Math.max(loadMb, residentMb(product.pid));
        results.session.push(await fire(session, seconds));
        results.row.push(await fire(row, seconds));
        results.peer.push(await fire(peer.at, seconds));
      }
      // Every answered call was counted, and no call that was not made: those cut off at a round's end may have been counted unanswered.
      const counted = (await uses(pool)) - warm;
      const answered = results.key.reduce((sum, run) => sum + run.answered, 0);
      const exact = counted >= answered && counted <= answered + rounds * connections && warm >= before;
      return rowsOf(results, { idleMb, loadMb, counted, answered, exact });
    } finally {
      bare.kill();
      peer.stop();
      await pool.end();
      await product.stop();
    }
  });

type Results = Record<'key' | 'session' | 'row' | 'peer', Run[]>;
interface Run {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly answered: number;
}

async function fire(at: { url: string; headers: Record<string, string> }, duration: number): Promise<Run> {
  const result = await autocannon({ ...at, connections, duration });
  if (result.non2xx > 0)
    throw new Error(`${result.non2xx} of ${result['2xx'] + result.non2xx} calls to ${at.url} were refused`);
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    answered: result['2xx'],
  };
}

function rowsOf(
  results: Results,
  more: { idleMb: number; loadMb: number; counted: number; answered: number; exact: boolean },
): Row[] {
  const rate = (runs: Run[]) => median(runs.map((run) => run.perSecond));
  const said = (runs: Run[]) =>
    `${Math.round(rate(runs)).toLocaleString('en')}/s, p50 ${median(runs.map((run) => run.p50))} ms, p99 ${median(runs.map((run) => run.p99))} ms`;
  const ratio = (a: Run[], b: Run[]) => rate(a) / rate(b);
  return [
    {
      what: 'P1 settings by key, counted / uncounted (session)',
      ours: said(results.key),
      reference: said(results.session),
      target: `ratio ${ratio(results.key, results.session).toFixed(2)}, wanted ≥ 0.9`,
      met: ratio(results.key, results.session) >= 0.9,
    },
    {
      what: 'P1 settings by key, counted / one row, bare Fastify',
      ours: said(results.key),
      reference: said(results.row),
      target: `ratio ${ratio(results.key, results.row).toFixed(2)}, wanted ≥ 0.7`,
      met: ratio(results.key, results.row) >= 0.7,
    },
    {
      what: "P1 settings by key, counted / better-auth's verifyApiKey",
      ours: said(results.key),
      reference: said(results.peer),
      target: `ratio ${ratio(results.key, results.peer).toFixed(1)}, wanted ≥ 15`,
      met: ratio(results.key, results.peer) >= 15,
    },
    {
      what: 'P1 calls on the ledger / answered',
      ours: String(more.counted),
      reference: String(more.answered),
      target: 'all answered are counted',
      met: more.exact,
    },
    {
      what: 'P7 memory idle',
      ours: `${more.idleMb.toFixed(0)} MB`,
      reference: '',
      target: '≤ 160 MB',
      met: more.idleMb <= 160,
    },
    {
      what: 'P7 memory under P1',
      ours: `${more.loadMb.toFixed(0)} MB`,
      reference: '',
      target: '≤ 350 MB',
      met: more.loadMb <= 350,
    },
  ];
}

const uses = async (pool: pg.Pool) =>
  Number(
    (await pool.query<{ n: string }>("select sum(units) as n from usage_entry where meter = 'api_requests'")).rows[0]
      ?.n ?? 0,
  );

/** better-auth in a process of its own, on the same database; its packages are pinned and installed apart from ours. */
async function startPeer(database: string) {
  if (!existsSync('bench/peers/node_modules'))
    spawnSync('npm', ['ci', '--prefix', 'bench/peers', '--ignore-scripts', '--no-audit', '--no-fund'], {
      stdio: 'inherit',
    });
  const port = await freePort();
  const child = spawn('node_modules/.bin/node', ['bench/peers/better-auth.mjs', database, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data) => resolve(String(data)));
    child.once('exit', (code) => reject(new Error(`better-auth ended with ${code}`)));
  });
  const { key } = JSON.parse(said) as { key: string };
  return {
    at: { url: `http://localhost:${port}/key`, headers: { authorization: `Bearer ${key}` } },
    stop: () => child.kill(),
  };
}

async function waitFor(url: string): Promise<void> {
  while (
    !(await fetch(url).then(
      (reply) => reply.ok,
      () => false,
    ))
  )
    await new Promise((resolve) => setTimeout(resolve, 20));
}
