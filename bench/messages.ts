import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { embeddedUrl } from './embedded-url.ts';
import { startLoopback } from './loopback.ts';
import { createCompany, median, type Row, residentMb, startProduct, withDataDir } from './product.ts';
import { signIn } from './sign-in.ts';

const people = 10_000;
const rounds = 5;
/** What is not out by then is stuck. */
const mostMs = 120_000;

/** P3 and P7: a text to a group of 10,000 through a carrier that answers at once, while somebody writes and reads. */
export const messagesAtScale = (): Promise<Row[]> =>
  withDataDir(async (dir) => {
    const carrier = await startLoopback();
    const product = await startProduct(dir, carrier.env);
    const { username, password } = await createCompany(product, 'bench');
    const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] ?? (await embeddedUrl(dir)), max: 1 });
    try {
      const headers = { cookie: await signIn(product.url, username, password), 'content-type': 'application/json' };
      const ask = async (path: string, body?: object) => {
        const reply = await fetch(product.url + path, {
          method: body ? 'POST' : 'GET',
          headers,
          body: body ? JSON.stringify(body) : null,
        });
        if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
        return (await reply.json()) as { id: string };
      };
      for (let tries = 0; (await lineNumber(pool, username)) === null; tries += 1) {
        if (tries > 200) throw new Error('the line has no number');
        await sleep(100);
      }
      const { id: group } = await ask('/api/groups', { name: 'Everybody' });
      await fill(pool, username, group);
      const runs: Run[] = [];
      for (let round = 0; round < rounds; round += 1) runs.push(await run(ask, pool, group, round, product.pid));
      return rowsOf(runs);
    } finally {
      await pool.end();
      await product.stop();
      carrier.stop();
    }
  });

interface Run {
  readonly acceptedMs: number;
  readonly perSecond: number;
  readonly writing: readonly number[];
  readonly reading: readonly number[];
  readonly mb: number;
}
type Ask = (path: string, body?: object) => Promise<unknown>;

async function run(ask: Ask, pool: pg.Pool, group: string, round: number, pid: number): Promise<Run> {
  const began = performance.now();
  await ask('/api/messages', { to: { groups: [group] }, text: `We meet at six, this is number ${round}` });
  const accepted = performance.now();
  let isOver = false;
  let mb = 0;
  const beside = async (path: string, body?: object) => {
    const times: number[] = [];
    while (!isOver) {
      const asked = performance.now();
      await ask(path, body);
      times.push(performance.now() - asked);
      mb = Math.max(mb, residentMb(pid));
      await sleep(20);
    }
    return times;
  };
  const writing = beside('/api/messages/preview', { to: { numbers: ['+12125550100'] }, text: 'Are you there' });
  const reading = beside('/api/threads?limit=40');
  // The newest send is the one that is under way.
  // Each of these states has an index of its own: looking costs next to nothing. Then, once, whether all of them were delivered.
  const left = `select 1 where exists (select from receipt where state = 'queued') or exists (select from receipt where state = 'sent')
    or exists (select from receipt where state in ('trying', 'unknown')) or exists (
      select from receipt where message_id = (select max(id) from thread_entry) and state <> 'delivered')`;
  const drained = async () => {
    try {
      while ((await pool.query(left)).rowCount !== 0) {
        if (performance.now() - accepted > mostMs)
          throw new Error('texts are left over that nobody sends or reports on');
        await sleep(100);
      }
      return performance.now();
    } finally {
      isOver = true;
    }
  };
  const [ended, writingTimes, readingTimes] = await Promise.all([drained(), writing, reading]);
  return {
    acceptedMs: accepted - began,
    perSecond: people / ((ended - accepted) / 1000),
    writing: writingTimes,
    reading: readingTimes,
    mb,
  };
}

function rowsOf(runs: readonly Run[]): Row[] {
  const acceptedMs = median(runs.map((one) => one.acceptedMs));
  const perSecond = median(runs.map((one) => one.perSecond));
  const mb = Math.max(...runs.map((one) => one.mb));
  const p99 = (times: readonly number[]) =>
    [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
  const beside = (what: string, times: readonly number[]): Row => ({
    what: `P3 ${what} meanwhile`,
    ours: `p50 ${median(times).toFixed(1)} ms, p99 ${p99(times).toFixed(1)} ms of ${times.length}`,
    reference: '',
    target: 'p99 ≤ 100 ms',
    met: p99(times) <= 100,
  });
  return [
    {
      what: 'P3 a text to 10,000: accepted and durable',
      ours: `${acceptedMs.toFixed(0)} ms`,
      reference: '',
      target: '≤ 1,000 ms',
      met: acceptedMs <= 1000,
    },
    {
      what: 'P3 sent, with receipts applied',
      ours: `${perSecond.toFixed(0)} /s`,
      reference: '',
      target: '≥ 1,500 /s',
      met: perSecond >= 1500,
    },
    beside(
      'the composer (what a send would do)',
      runs.flatMap((one) => one.writing),
    ),
    beside(
      'the inbox page',
      runs.flatMap((one) => one.reading),
    ),
    { what: 'P7 memory under P3', ours: `${mb.toFixed(0)} MB`, reference: '', target: '≤ 350 MB', met: mb <= 350 },
  ];
}

async function lineNumber(pool: pg.Pool, username: string): Promise<string | null> {
  const { rows } = await pool.query<{ number: string | null }>('select number from line where username = $1', [
    username,
  ]);
  return rows[0]?.number ?? null;
}

/** Area codes where people are awake at some hour of the day: texts to groups wait for morning where they go. */
const places = [
  ['212', 'America/New_York'],
  ['808', 'Pacific/Honolulu'],
] as const;

/** Ten thousand contacts of the line in the group. */
async function fill(pool: pg.Pool, username: string, group: string): Promise<void> {
  const hourIn = (timeZone: string) =>
    Number(new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format());
  const place = places.find(([, zone]) => hourIn(zone) >= 8 && hourIn(zone) < 20);
  if (!place) throw new Error('between 7 and 13 UTC it is night everywhere in America: texts to groups wait');
  await pool.query(
    `with made as (
       insert into contact (company_id, line_id, id, number, place, search, grams, created_at, changed_at)
       select company_id, l.id, $2::bigint + n, one.number, '1' || one.number, substr(one.number, 2), '{}', now(), now()
       from line l, generate_series(1, $3::int) n, lateral (select '+1' || $4::text || 2000000 + n as number) one where username = $1
       returning company_id, id)
     insert into membership (company_id, group_id, contact_id, state, since)
     select company_id, $2, id, 'joined', now() from made`,
    [username, group, people, place[0]],
  );
  await pool.query('update contact_group set size = $2 where id = $1', [group, people]);
  await pool.query('vacuum analyze');
}
