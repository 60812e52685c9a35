import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import autocannon from 'autocannon';
import pg from 'pg';
import { embeddedUrl } from './embedded-url.ts';
import { createCompany, freePort, median, type Row, residentMb, startProduct, withDataDir } from './product.ts';
import { signIn } from './sign-in.ts';

const rounds = 5;
const seconds = 3;
const connections = 32;

/**
 * P1 and P7: reading My Settings with an API key, counted on the ledger, under /v1 and under /api, beside the same uncounted, one
 * row behind bare Fastify, and better-auth's key check with a counted quota.
 */
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
    const [port, eachPort, togetherPort] = [await freePort(), await freePort(), await freePort()];
    const uncounted = (...more: string[]) =>
      spawn('node_modules/.bin/node', ['bench/uncounted.ts', ...more], {
        stdio: 'inherit',
        env: { ...product.env, DATABASE_URL: database },
      });
    const started = [
      spawn('node_modules/.bin/node', ['bench/bare.ts', database, String(port)], { stdio: 'inherit' }),
      uncounted(String(eachPort)),
      uncounted(String(togetherPort), 'together'),
    ];
    const asked = `/v1/settings?${new URLSearchParams({ username: account.username, api_key: account.apiKey })}`;
    await waitFor(`http://localhost:${port}/line`);
    for (const one of [eachPort, togetherPort]) await waitFor(`http://localhost:${one}${asked}`);
    const peer = await startPeer(database);
    try {
      const at: Record<keyof Results, At> = {
        v1: { url: `${product.url}${asked}` },
        v1Each: { url: `http://localhost:${eachPort}${asked}` },
        v1Together: { url: `http://localhost:${togetherPort}${asked}` },
        key: { url: `${product.url}/api/settings`, headers: { authorization: `Bearer ${account.apiKey}` } },
        session: { url: `${product.url}/api/settings`, headers: { cookie } },
        row: { url: `http://localhost:${port}/line` },
        peer: peer.at,
      };
      const names = Object.keys(at) as (keyof Results)[]; // as written above
      const results: Results = { v1: [], v1Each: [], v1Together: [], key: [], session: [], row: [], peer: [] };
      for (const name of names) await fire(at[name], seconds);
      const warm = await uses(pool);
      let loadMb = 0;
      for (let round = 0; round < rounds; round += 1)
        // Each second round the other way round, and each after a rest: what one leaves to be tidied must not always fall on the same next.
        for (const name of round % 2 === 0 ? names : names.toReversed()) {
          await new Promise((resolve) => setTimeout(resolve, 1000));
          results[name].push(await fire(at[name], seconds));
          loadMb = Math.max(loadMb, residentMb(product.pid));
        }
      // Every answered call was counted, and no call that was not made: those cut off at a round's end may have been counted unanswered.
      const counted = (await uses(pool)) - warm;
      const answered = [...results.key, ...results.v1].reduce((sum, run) => sum + run.answered, 0);
      const exact = counted >= answered && counted <= answered + 2 * rounds * connections;
      return rowsOf(results, { idleMb, loadMb, counted, answered, exact });
    } finally {
      for (const one of started) one.kill();
      peer.stop();
      await pool.end();
      await product.stop();
    }
  });

type Results = Record<'v1' | 'v1Each' | 'v1Together' | 'key' | 'session' | 'row' | 'peer', Run[]>;
interface At {
  readonly url: string;
  readonly headers?: Record<string, string>;
}
interface Run {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly answered: number;
}

async function fire(at: At, duration: number): Promise<Run> {
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
  const beside = (what: string, ours: Run[], reference: Run[], wanted: number | undefined): Row => {
    const ratio = rate(ours) / rate(reference);
    return {
      what,
      ours: said(ours),
      reference: said(reference),
      target: `ratio ${ratio.toFixed(ratio < 10 ? 2 : 1)}${wanted === undefined ? '' : `, wanted ≥ ${wanted}`}`,
      ...(wanted !== undefined && { met: ratio >= wanted }),
    };
  };
  const { v1, v1Each, v1Together, key, session, row, peer } = results;
  return [
    beside('P1 /v1/settings by key, counted / uncounted', v1, v1Each, 0.9),
    beside('P1 the same / uncounted, read together', v1, v1Together, undefined),
    beside('P1 /v1/settings by key / one row, bare Fastify', v1, row, 0.7),
    beside("P1 /v1/settings by key / better-auth's verifyApiKey", v1, peer, 15),
    beside('P1 /api/settings by key, counted / session, uncounted', key, session, 0.9),
    beside('P1 /api/settings by key / one row, bare Fastify', key, row, 0.7),
    beside("P1 /api/settings by key / better-auth's verifyApiKey", key, peer, 15),
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
