import pg from 'pg';
import { embeddedUrl } from './embedded-url.ts';
import { createCompany, median, type Row, startProduct, withDataDir } from './product.ts';
import { signIn } from './sign-in.ts';

const entries = 10_000_000;
const lines = 100;
const rounds = 400;

/** 10,000,000 entries on the ledger of one company: its Plan section beside that of a company whose ledger is empty. Takes minutes. */
export const ledger = (): Promise<Row[]> =>
  withDataDir(async (dir) => {
    const product = await startProduct(dir);
    const empty = await createCompany(product, 'empty');
    const full = await createCompany(product, 'full');
    const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] ?? (await embeddedUrl(dir)), max: 1 });
    try {
      await fill(pool, 'full');
      const cookies = {
        empty: await signIn(product.url, empty.username, empty.password),
        full: await signIn(product.url, full.username, full.password),
      };
      const times: Record<'empty' | 'full', number[]> = { empty: [], full: [] };
      for (let round = -50; round < rounds; round += 1)
        for (const which of ['empty', 'full'] as const) {
          const began = performance.now();
          const reply = await fetch(`${product.url}/api/plan`, { headers: { cookie: cookies[which] } });
          await reply.arrayBuffer();
          if (!reply.ok) throw new Error(`the plan of ${which} answered ${reply.status}`);
          if (round >= 0) times[which].push(performance.now() - began);
        }
      const [a, b] = [median(times.full), median(times.empty)];
      const count = (await pool.query<{ n: string }>('select count(*) as n from usage_entry')).rows[0]?.n;
      return [
        {
          what: `Plan section with ${Number(count).toLocaleString('en')} ledger entries`,
          ours: `p50 ${a.toFixed(2)} ms`,
          reference: `empty ledger p50 ${b.toFixed(2)} ms`,
          target: `ratio ${(a / b).toFixed(2)}, wanted ≤ 1.3`,
          met: a / b <= 1.3,
        },
      ];
    } finally {
      await pool.end();
      await product.stop();
    }
  });

/** What a year of a busy company leaves: entries of 100 lines in twelve closed cycles and the open one, with the meters that go with them. */
async function fill(pool: pg.Pool, username: string): Promise<void> {
  const { rows } = await pool.query<{ company: string; line: string }>(
    'select company_id::text as company, id::text as line from line where username = $1',
    [username],
  );
  const [{ company, line } = { company: '', line: '' }] = rows;
  await pool.query(
    `insert into usage_cycle (company_id, number, anchor_day, time_zone, starts_on, ends_on, starts_at, ends_at, closed_at)
      select c.id, 13 - ago, extract(day from d.day)::int, c.time_zone, s.starts, s.ends, s.starts::timestamp at time zone c.time_zone,
        s.ends::timestamp at time zone c.time_zone, case when ago > 0 then now() end
      from company c, lateral (select (c.created_at at time zone c.time_zone)::date as day) d, generate_series(0, 12) ago,
        lateral (select (d.day - ago * interval '1 month')::date as starts, (d.day - (ago - 1) * interval '1 month')::date as ends) s
      where c.id = $1`,
    [company],
  );
  await pool.query(
    `insert into company_meter (company_id, meter, cycle)
      select $1, m, n from unnest('{messages,minutes,api_requests,transcriptions}'::text[]) m, generate_series(1, 13) n`,
    [company],
  );
  const each = 500_000;
  for (let from = 0; from < entries; from += each)
    await pool.query(
      `insert into usage_entry (company_id, meter, key, line_id, units, at, cycle, day)
        select $1::bigint, (array['messages','messages','api_requests','minutes'])[n % 4 + 1], 'bench:' || n, $2::bigint + n % $3::int, 1 + n % 3,
          now() - n % 8640 * interval '1 hour', 1 + n % 13, 1 + n / 13 % 28
        from generate_series($4::int, $5::int) n`,
      [company, line, lines, from, from + each - 1],
    );
  await pool.query(
    `insert into line_meter (company_id, line_id, meter, cycle, used, days)
      select company_id, line_id, meter, cycle, sum(units), days_from(jsonb_object_agg(day, units))
      from (select company_id, line_id, meter, cycle, day, sum(units) as units from usage_entry where company_id = $1 group by 1, 2, 3, 4, 5) d
      group by 1, 2, 3, 4`,
    [company],
  );
  await pool.query(
    `update company_meter m set used = s.units, days = s.days
      from (select meter, cycle, sum(units) as units, days_from(jsonb_object_agg(day, units)) as days
        from (select meter, cycle, day, sum(units) as units from usage_entry where company_id = $1 group by 1, 2, 3) d group by 1, 2) s
      where m.company_id = $1 and m.meter = s.meter and m.cycle = s.cycle`,
    [company],
  );
  await pool.query('vacuum analyze');
}
