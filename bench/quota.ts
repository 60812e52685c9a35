import autocannon from 'autocannon';
import pg from 'pg';
import { embeddedUrl } from './embedded-url.ts';
import { createCompany, median, type Product, type Row, startProduct, withDataDir } from './product.ts';

const trials = 5;
const limit = 500;
const processes = 4;

/** P2: a quota under attack. Limit N, four processes on one database, 10 N calls at once: exactly N are let in, every time. */
export const quota = (): Promise<Row[]> =>
  withDataDir(async (dir) => {
    const first = await startProduct(dir);
    const account = await createCompany(first, 'bench');
    const products: Product[] = [first];
    while (products.length < processes) products.push(await startProduct(dir, { ROLE: 'web' }));
    const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] ?? (await embeddedUrl(dir)) });
    try {
      await pool.query('update api_key set per_minute = 1000000000');
      await pool.query("update company set plan = 'basic'");
      const outcomes: Outcome[] = [];
      for (let trial = 0; trial < trials; trial += 1) {
        const before = await counted(pool);
        await pool.query(
          "update plan_allowance set allowance = $1 where plan_id = 'basic' and meter = 'api_requests'",
          [before + limit],
        );
        const results = await Promise.all(products.map((product) => attack(product.url, account.apiKey)));
        const sum = (of: (one: Awaited<ReturnType<typeof attack>>) => number) =>
          results.reduce((all, one) => all + of(one), 0);
        outcomes.push({
          admitted: sum((one) => one.admitted),
          refused: sum((one) => one.refused),
          other: sum((one) => one.other),
          onLedger: (await counted(pool)) - before,
          perSecond: Math.max(...results.map((one) => one.seconds)),
        });
      }
      const isExact = outcomes.every((one) => one.admitted === limit && one.onLedger === limit && one.other === 0);
      return [
        {
          what: `P2 ${10 * limit} calls at once by ${processes} processes, limit ${limit}`,
          ours: `${outcomes.map((one) => one.admitted).join(', ')} admitted, ${outcomes.map((one) => one.onLedger).join(', ')} on the ledger`,
          reference: `${outcomes.map((one) => one.refused).join(', ')} refused with 420, in ${median(outcomes.map((one) => one.perSecond)).toFixed(2)} s`,
          target: `exactly ${limit} admitted, every trial`,
          met: isExact,
        },
      ];
    } finally {
      await pool.end();
      for (const product of products.reverse()) await product.stop();
    }
  });

interface Outcome {
  readonly admitted: number;
  readonly refused: number;
  readonly other: number;
  readonly onLedger: number;
  readonly perSecond: number;
}

async function attack(url: string, key: string) {
  const began = performance.now();
  const result = await autocannon({
    url: `${url}/api/settings`,
    headers: { authorization: `Bearer ${key}` },
    connections: 250,
    amount: (10 * limit) / processes,
    timeout: 60,
  });
  const status = result.statusCodeStats ?? {};
  const of = (code: number) => (status as Record<string, { count?: number } | undefined>)[code]?.count ?? 0;
  const admitted = of(200);
  const refused = of(420);
  const all = Object.values(status as Record<string, { count?: number }>).reduce(
    (sum, one) => sum + (one.count ?? 0),
    0,
  );
  return {
    admitted,
    refused,
    other: all - admitted - refused + result.errors,
    seconds: (performance.now() - began) / 1000,
  };
}

const counted = async (pool: pg.Pool) =>
  Number(
    (
      await pool.query<{ n: string }>(
        "select coalesce(sum(units), 0) as n from usage_entry where meter = 'api_requests'",
      )
    ).rows[0]?.n,
  );
