import { spawn } from 'node:child_process';
import autocannon from 'autocannon';
import pg from 'pg';
import { createCompany, freePort, median, type Row, residentMb, startProduct, withDataDir } from './product.ts';

const rounds = 5;
const seconds = 4;
const connections = 32;

/** P1 in its first form, and P7: reading My Settings with an API key, counted, beside the same uncounted and beside one row behind bare Fastify. */
export const keyCalls = (): Promise<Row[]> =>
  withDataDir(async (dir) => {
    const databaseUrl = process.env['DATABASE_URL'];
    const product = await startProduct(dir);
    const account = await createCompany(product, 'bench');
    const database = databaseUrl ?? (await embeddedUrl(dir));
    const pool = new pg.Pool({ connectionString: database });
    // The rate of a key is a setting; here it must not be what is measured.
    await pool.query('update api_key set per_minute = 1000000000');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const idleMb = residentMb(product.pid);
    const cookie = await signIn(product.url, account.username, account.password);
    const port = await freePort();
    const bare = spawn('node_modules/.bin/node', ['bench/bare.ts', database, String(port)], { stdio: 'inherit' });
    await waitFor(`http://localhost:${port}/line`);
    try {
      const key = { url: `${product.url}/api/settings`, headers: { authorization: `Bearer ${account.apiKey}` } };
      const session = { url: `${product.url}/api/settings`, headers: { cookie } };
      const row = { url: `http://localhost:${port}/line`, headers: {} };
      const before = await uses(pool);
      const results = { key: [] as Run[], session: [] as Run[], row: [] as Run[] };
      for (const one of [key, session, row]) await fire(one, 1);
      const warm = await uses(pool);
      let loadMb = 0;
      for (let round = 0; round < rounds; round += 1) {
        results.key.push(await fire(key, seconds));
        loadMb = Math.max(loadMb, residentMb(product.pid));
        results.session.push(await fire(session, seconds));
        results.row.push(await fire(row, seconds));
      }
      // Every answered call was counted, and no call that was not made: those cut off at a round's end may have been counted unanswered.
      const counted = (await uses(pool)) - warm;
      const answered = results.key.reduce((sum, run) => sum + run.answered, 0);
      const exact = counted >= answered && counted <= answered + rounds * connections && warm >= before;
      return rowsOf(results, { idleMb, loadMb, counted, answered, exact });
    } finally {
      bare.kill();
      await pool.end();
      await product.stop();
    }
  });

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
  results: Record<'key' | 'session' | 'row', Run[]>,
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
      what: 'P1 calls counted / answered',
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
  Number((await pool.query<{ n: string }>('select sum(uses) as n from api_key')).rows[0]?.n ?? 0);

async function signIn(url: string, username: string, password: string): Promise<string> {
  const reply = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return (reply.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
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

async function embeddedUrl(dir: string): Promise<string> {
  const { startDatabase } = await import('#server/platform/db/embedded.ts');
  const { createLog } = await import('#server/platform/log.ts');
  const joined = await startDatabase({ dataDir: dir, log: createLog('error') });
  leave.push(joined.stop);
  return joined.url;
}
const leave: (() => Promise<void>)[] = [];
/** Leaves the databases that were joined to read counts; the last to leave stops them. */
export const leaveDatabases = async () => {
  for (const one of leave.splice(0)) await one();
};
