import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { embeddedUrl } from './embedded-url.ts';
import { fillLines, fillOwnThreads } from './fill-lines.ts';
import { createCompany, median, type Product, type Row, startProduct, withDataDir } from './product.ts';
import { signIn } from './sign-in.ts';

/** Of the smaller and of the larger installation; ten messages each. GROWTH_LINES: for a try at less. */
const lines = { few: 1000, many: Number(process.env['GROWTH_LINES'] ?? 1_000_000) } as const;
const rounds = 7;
const callsEach = 40;

interface Side {
  readonly product: Product;
  readonly pool: pg.Pool;
  readonly cookie: string;
  readonly threads: readonly string[];
}

/**
 * P4: two products side by side, one with 1,000 lines, one with 1,000,000 lines and 10,000,000 messages; the same questions to a
 * line that has the same 10,000 messages in both, in turn. Takes many minutes.
 */
export const growth = (): Promise<Row[]> =>
  withDataDir((few) =>
    withDataDir(async (many) => {
      const sides = [await open(few, lines.few), await open(many, lines.many)] as const;
      try {
        const rows = [];
        for (const [what, call] of Object.entries(calls)) rows.push(await compare(what, sides, call));
        return [...rows, await planReads(sides[1])];
      } finally {
        for (const { product, pool } of sides) {
          await pool.end();
          await product.stop();
        }
      }
    }),
  );

async function open(dir: string, count: number): Promise<Side> {
  const product = await startProduct(dir);
  const { username, password } = await createCompany(product, 'growth');
  const pool = new pg.Pool({ connectionString: await embeddedUrl(dir), max: 1 });
  const began = performance.now();
  await fillLines(pool, count);
  const threads = await fillOwnThreads(pool, username, Array<number>(200).fill(50));
  console.log(
    `filled ${count.toLocaleString('en')} lines in ${((performance.now() - began) / 1000).toFixed(0)} s: ${await sizeOf(pool)}`,
  );
  return { product, pool, cookie: await signIn(product.url, username, password), threads };
}

async function sizeOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ size: string }>(
    'select pg_size_pretty(pg_database_size(current_database())) as size',
  );
  return rows[0]?.size ?? '';
}

type Call = (side: Side, n: number) => Promise<void>;

const calls: Record<string, Call> = {
  'My Settings': (side) => ask(side, '/api/settings'),
  'the inbox page': (side) => ask(side, '/api/threads?limit=40'),
  'a page of a conversation': (side, n) => ask(side, `/api/threads/${side.threads[n % side.threads.length]}/entries`),
  'the Plan section': (side) => ask(side, '/api/plan'),
  'a send': (side, n) =>
    ask(side, '/api/messages', { to: { numbers: [`+1212200${1001 + (n % 200)}`] }, text: `Hello number ${n}` }),
};

async function ask({ product, cookie }: Side, path: string, body?: object): Promise<void> {
  const reply = await fetch(product.url + path, {
    method: body ? 'POST' : 'GET',
    headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
    body: body ? JSON.stringify(body) : null,
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${text}`);
}

/** The median of the rounds' medians, and their ratio; which side is asked first changes from call to call. */
async function compare(what: string, sides: readonly [Side, Side], call: Call): Promise<Row> {
  const rounded: [number[], number[]] = [[], []];
  for (let round = -1; round < rounds; round += 1) {
    const times: [number[], number[]] = [[], []];
    for (let n = 0; n < callsEach; n += 1)
      for (const which of n % 2 ? ([0, 1] as const) : ([1, 0] as const)) {
        const began = performance.now();
        await call(sides[which], n);
        times[which].push(performance.now() - began);
      }
    // The first round only warms up.
    if (round >= 0) for (const which of [0, 1] as const) rounded[which].push(median(times[which]));
  }
  const [few, many] = [median(rounded[0]), median(rounded[1])];
  return {
    what: `P4 ${what} with ${lines.many.toLocaleString('en')} lines`,
    ours: `p50 ${many.toFixed(2)} ms`,
    reference: `${lines.few.toLocaleString('en')} lines p50 ${few.toFixed(2)} ms`,
    target: `ratio ${(many / few).toFixed(2)}, wanted ≤ 1.3`,
    met: many / few <= 1.3,
  };
}

/** How often messages, receipts and the ledger's entries are looked into when the Plan section with its chart is read. */
async function planReads(side: Side): Promise<Row> {
  const reads = async () => {
    // A connection hands its counts in when it has rested for ten seconds.
    await sleep(12_000);
    const { rows } = await side.pool.query<{ n: string }>(
      `select sum(seq_scan + coalesce(idx_scan, 0)) as n from pg_stat_user_tables where relname in ('thread_entry', 'receipt', 'usage_entry')`,
    );
    return Number(rows[0]?.n);
  };
  const before = await reads();
  const asked = 20;
  for (let n = 0; n < asked; n += 1) await ask(side, '/api/plan');
  const count = (await reads()) - before;
  return {
    what: 'P4 looks into messages and ledger entries by the usage chart',
    ours: `${count} in ${asked} readings`,
    reference: '',
    target: '0',
    met: count === 0,
  };
}
