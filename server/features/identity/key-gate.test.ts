import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { callMeter } from '#server/features/plan/index.ts';
import { planTelling } from '#server/features/sendhub/index.ts';
import { days, hours, minutes, seconds } from '#server/platform/clock.ts';
import { openDatabase } from '#server/platform/db/db.ts';
import { bareLines } from '#test/bare-lines.ts';
import { type World, world } from '#test/world.ts';
import { type Admission, createKeyGate } from './key-gate.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.clock.advance(hours(1)));

async function oneKey(perMinute: number) {
  const [racer] = await bareLines(w, 1);
  if (!racer) throw new Error('no line');
  await w.pool.query('update api_key set per_minute = $2 where line_id = $1', [racer.lineId, perMinute]);
  const row = async () =>
    (
      await w.pool.query(
        'select id::text, uses::int, minute_uses, last_used_at, disabled_at from api_key where line_id = $1',
        [racer.lineId],
      )
    ).rows[0];
  return { ...racer, row };
}
const gateOf = (deps: World['deps']) => createKeyGate(deps, callMeter(deps, planTelling(deps)));
const call = async (gate: ReturnType<typeof gateOf>, key: string): Promise<Admission<unknown>['kind'] | 'unknown'> => {
  const holder = await gate.find(key);
  return holder ? (await gate.admit(holder)).kind : 'unknown';
};
const countOf = (results: readonly string[], what: string) => results.filter((one) => one === what).length;

test('two processes let in exactly as many calls a minute as a key has, of 2,000 at once', {
  timeout: 60_000,
}, async () => {
  const { apiKey, row } = await oneKey(250);
  const second = openDatabase(w.databaseUrl);
  const gates = [gateOf(w.deps), gateOf({ ...w.deps, db: second })];
  const results = await Promise.all(
    Array.from({ length: 2000 }, (_, at) => call(gates[at % 2] ?? gateOf(w.deps), apiKey)),
  );
  expect(countOf(results, 'admitted')).toBe(250);
  expect(countOf(results, 'too fast')).toBe(1750);
  // What was refused cost nothing: neither a use nor a part of the next minute.
  expect(await row()).toMatchObject({ uses: 250, minute_uses: 250 });
  w.clock.advance(minutes(1));
  const next = await Promise.all(Array.from({ length: 400 }, (_, at) => call(gates[at % 2] ?? gateOf(w.deps), apiKey)));
  expect(countOf(next, 'admitted')).toBe(250);
  expect(await row()).toMatchObject({ uses: 500 });
  await second.$client.end();
});

test('many keys called at once from two processes are each counted right, without a deadlock', {
  timeout: 60_000,
}, async () => {
  const racers = await bareLines(w, 20);
  const second = openDatabase(w.databaseUrl);
  const gates = [gateOf(w.deps), gateOf({ ...w.deps, db: second })];
  const calls = Array.from({ length: 50 }, (_, round) => (round % 2 ? racers : [...racers].reverse())).flat();
  const results = await Promise.all(calls.map((racer, at) => call(gates[at % 2] ?? gateOf(w.deps), racer.apiKey)));
  expect(countOf(results, 'admitted')).toBe(1000);
  const uses = await w.pool.query('select uses::int from api_key where line_id = any($1)', [
    racers.map((one) => one.lineId),
  ]);
  expect(uses.rows.map((one) => one.uses)).toEqual(racers.map(() => 50));
  await second.$client.end();
});

test('a disabled key is dead at once, also for a process that knows it', async () => {
  const { apiKey, row, lineId } = await oneKey(600);
  const gate = gateOf(w.deps);
  expect(await call(gate, apiKey)).toBe('admitted');
  await w.pool.query('update api_key set disabled_at = $2 where line_id = $1', [lineId, w.clock.now()]);
  expect(await call(gate, apiKey)).toBe('dead');
  expect(await row()).toMatchObject({ uses: 1 });
});

test('an expired key is dead from the moment on', async () => {
  const { apiKey, lineId } = await oneKey(600);
  const gate = gateOf(w.deps);
  await w.pool.query('update api_key set expires_at = $2 where line_id = $1', [
    lineId,
    new Date(w.clock.now().getTime() + days(7)),
  ]);
  w.clock.advance(days(7) - 1);
  expect(await call(gate, apiKey)).toBe('admitted');
  w.clock.advance(1);
  expect(await call(gate, apiKey)).toBe('dead');
});

test('last used is written at most once a minute, and only forwards', async () => {
  const { apiKey, row } = await oneKey(600);
  const gate = gateOf(w.deps);
  const first = w.clock.now();
  await call(gate, apiKey);
  w.clock.advance(seconds(60));
  await call(gate, apiKey);
  expect((await row()).last_used_at).toEqual(first);
  w.clock.advance(1);
  await call(gate, apiKey);
  const moved = w.clock.now();
  expect((await row()).last_used_at).toEqual(moved);
  // A process whose clock is behind moves neither that nor the minute back.
  const behind = gateOf({ ...w.deps, clock: { now: () => first } });
  expect(await call(behind, apiKey)).toBe('admitted');
  expect(await row()).toMatchObject({ last_used_at: moved, uses: 4 });
});

test("over the front door: too fast is 429 with the seconds to wait, a stranger's key 401", async () => {
  const { apiKey } = await oneKey(3);
  const read = (key: string) => w.request(settings.read, { headers: { authorization: `Bearer ${key}` } });
  const replies = await Promise.all(Array.from({ length: 8 }, () => read(apiKey)));
  expect(replies.filter((one) => one.status === 200)).toHaveLength(3);
  const refused = replies.filter((one) => one.status === 429);
  expect(refused).toHaveLength(5);
  expect(refused[0]?.body.code).toBe('request.too_many');
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
  expect((await read('0'.repeat(40))).status).toBe(401);
  expect((await read('')).status).toBe(401);
});

test("what a key may do follows its scopes, and a suspended line's keys do nothing", async () => {
  const ada = await w.line();
  const { key } = (
    await ada.call(settings.makeKey, { body: { name: 'reader', scopes: ['settings:read'], expiresInDays: null } })
  ).body;
  const headers = { authorization: `Bearer ${key}` };
  expect((await w.request(settings.read, { headers })).status).toBe(200);
  expect(await w.request(settings.changeName, { body: { name: 'Eve' }, headers })).toMatchObject({
    status: 403,
    body: { code: 'identity.scope_needed' },
  });
  await w.pool.query('update line set suspended_at = now() where id = $1', [ada.lineId]);
  // Who suspends a line tells the processes, as every change of it does.
  await w.pool.query('select pg_notify($1, $2)', ['trunkline_live', JSON.stringify({ line: ada.lineId, topic: 'me' })]);
  await expect.poll(async () => (await w.request(settings.read, { headers })).status).toBe(401);
});
