import { afterAll, beforeAll, expect, test } from 'vitest';
import { plan } from '#contract/plan.ts';
import { settings } from '#contract/settings.ts';
import { createKeyGate } from '#server/features/identity/index.ts';
import { planTelling } from '#server/features/sendhub/index.ts';
import { minutes } from '#server/platform/clock.ts';
import { openDatabase } from '#server/platform/db/db.ts';
import { buy } from '#test/billing.ts';
import { expectTrueBooks } from '#test/books.ts';
import { type World, world } from '#test/world.ts';
import { callMeter, count, editPlan } from './index.ts';

let w: World;
beforeAll(async () => {
  w = await world();
  await editPlan(w.deps, {
    id: 'few',
    plan: { name: 'Few requests', trialDays: 14 },
    meters: { api_requests: { allowance: 5 } },
  });
});
afterAll(() => w.close());

type Line = Awaited<ReturnType<World['line']>>;
const byKey = ({ apiKey }: Line) => w.request(settings.read, { headers: { authorization: `Bearer ${apiKey}` } });
const byV1 = async ({ username, apiKey }: Line) => {
  const reply = await w.app.inject({ url: `/v1/settings?${new URLSearchParams({ username, api_key: apiKey })}` });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
};
const requests = async (line: Pick<Line, 'call'>) => (await line.call(plan.read)).body.meters[2].company;

test('calls by key are let in up to the limit, then refused with 420 and what helps, at no cost', async () => {
  const ada = await w.line({ plan: 'few' });
  for (const read of [byKey, byV1, byKey, byV1, byKey]) expect((await read(ada)).status).toBe(200);
  const refused = await byKey(ada);
  expect(refused.status).toBe(420);
  expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
  const { renewsOn } = (await ada.call(plan.read)).body.cycle;
  expect(refused.body).toMatchObject({
    code: 'plan.limits_reached',
    title: 'Account Limits Reached',
    detail: { meter: 'api_requests', limit: 5, used: 5, renewsOn, remedy: ['upgrade', 'wait'] },
  });
  const old = await byV1(ada);
  expect([old.status, old.body]).toMatchObject([
    420,
    { error: 'Account Limits Reached', code: '420', status: 420, detail: { limit: 5, used: 5 } },
  ]);
  expect(await requests(ada)).toMatchObject({ used: 5, reserved: 0 });
  await buy(ada, { plan: 'lite', interval: 'month' });
  for (const read of [byKey, byV1]) expect((await read(ada)).status).toBe(200);
  expect(await requests(ada)).toMatchObject({ used: 7 });
});

test('a key that calls faster than its rate is refused with 429 until its minute is over, at no cost', async () => {
  const ada = await w.line({ plan: 'lite' });
  await w.pool.query('update api_key set per_minute = 3 where line_id = $1', [ada.lineId]);
  w.clock.advance(minutes(1) - (w.clock.now().getTime() % minutes(1)) + 20_000);
  for (const read of [byKey, byV1, byV1]) expect((await read(ada)).status).toBe(200);
  const refused = await byKey(ada);
  expect([refused.status, refused.body.code, refused.headers['retry-after']]).toEqual([429, 'request.too_many', '40']);
  const old = await byV1(ada);
  expect([old.status, old.headers['retry-after'], old.body]).toMatchObject([
    429,
    '40',
    { message: 'You have sent too many requests.', code: '429', error: 'Too Many Requests', timeLeft: '0:00:40' },
  ]);
  expect((await requests(ada)).used).toBe(3);
  w.clock.advance(40_000);
  for (const read of [byV1, byKey]) expect((await read(ada)).status).toBe(200);
  expect((await requests(ada)).used).toBe(5);
});

test('calls around the end of a cycle are each counted in one cycle, and the cycles add up to what was let in', async () => {
  const ada = await w.line({ plan: 'lite' });
  const second = openDatabase(w.databaseUrl);
  const gates = [w.deps, { ...w.deps, db: second }].map((deps) =>
    createKeyGate(deps, callMeter(deps, planTelling(deps))),
  );
  const call = async (gate: (typeof gates)[number]) => {
    const holder = await gate.find(ada.apiKey);
    return holder && (await gate.admit(holder)).kind;
  };
  for (const gate of gates) expect(await call(gate)).toBe('admitted');
  const { renewsAt } = (await ada.call(plan.read)).body.cycle;
  w.clock.advance(new Date(renewsAt).getTime() - w.clock.now().getTime() - 5);
  const calls: ReturnType<typeof call>[] = [];
  for (let wave = 0; wave < 10; wave += 1) {
    for (let n = 0; n < 10; n += 1) calls.push(...gates.map(call));
    await new Promise((resolve) => setTimeout(resolve, 3));
    // The renewal comes while they are under way.
    w.clock.advance(1);
  }
  const kinds = await Promise.all(calls);
  expect(kinds.filter((kind) => kind === 'admitted')).toHaveLength(200);
  await expectTrueBooks(w, ada.companyId, 5000);
  const { rows } = await w.pool.query(
    "select cycle, used::int from company_meter where company_id = $1 and meter = 'api_requests' order by cycle",
    [ada.companyId],
  );
  expect(rows.map(({ cycle }) => cycle)).toEqual([1, 2]);
  expect(rows.reduce((sum, { used }) => sum + used, 0)).toBe(202);
  await second.$client.end();
});

test('what a call by v1 is told of the plan has the call itself in it, and what happened before it', async () => {
  const ada = await w.line({ plan: 'lite' });
  const told = async () => (await byV1(ada)).body.plan_usage;
  expect(await told()).toMatchObject({ api_requests: '1', messages: '0', groups: 0, maxpergroup: 0 });
  await w.deps.db.transaction((tx) =>
    count(tx, w.deps, [
      { ...ada, meter: 'messages', units: 7, key: `text:${ada.lineId}`, at: w.clock.now() },
      { ...ada, meter: 'minutes', units: 2, key: `call:${ada.lineId}`, at: w.clock.now() },
    ]),
  );
  expect(await told()).toMatchObject({ api_requests: '2', messages: '7', voice_minutes: 2 });
  const together = await Promise.all(Array.from({ length: 40 }, told));
  const seen = together.map((one) => Number(one.api_requests));
  expect([Math.min(...seen) > 2, Math.max(...seen)]).toEqual([true, 42]);
  expect((await told()).api_requests).toBe(String((await requests(ada)).used));
});
