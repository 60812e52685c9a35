import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plan } from '#contract/plan.ts';
import { settings } from '#contract/settings.ts';
import { minutes } from '#server/platform/clock.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world({ keyCallsPerMinute: 120 });
});
afterAll(() => w.close());

type Line = Awaited<ReturnType<World['line']>>;
const statuses = async (key: string, calls: number) => {
  const replies = [];
  for (let n = 0; n < calls; n += 1)
    replies.push((await w.request(settings.read, { headers: { authorization: `Bearer ${key}` } })).status);
  return replies;
};
const ownKey = async (line: Line) => (await line.call(settings.read)).body.apiKey;
const setRate = (line: Line, id: string, perMinute: number | null) =>
  line.call(settings.changeKeyRate, { params: { id }, body: { perMinute } });

test('a key makes as many calls a minute as its owner lets it, from the next call on', async () => {
  const ada = await w.line();
  expect(await ownKey(ada)).toMatchObject({ perMinute: 120 });
  const { id } = await ownKey(ada);
  const reply = await setRate(ada, id, 2);
  expect(reply.body).toMatchObject({ mostPerMinute: 120, apiKey: { perMinute: 2 } });
  expect(await statuses(ada.apiKey, 3)).toEqual([200, 200, 429]);
  await setRate(ada, id, 3);
  expect(await statuses(ada.apiKey, 2)).toEqual([200, 429]);
  await setRate(ada, id, null);
  expect(await statuses(ada.apiKey, 1)).toEqual([200]);
  expect(await ownKey(ada)).toMatchObject({ perMinute: 120 });
  // What was too fast was not counted.
  expect((await ada.call(plan.read)).body.meters[2].own.used).toBe(4);
  const events = await w.rows(
    sql`select detail ->> 'perMinute' as rate from security_event where line_id = ${ada.lineId} and kind = 'key.rate-changed' order by at, id`,
  );
  expect(events.map(({ rate }) => rate)).toEqual(['2', '3', null]);
});

test('each key has its own rate, and a new key that takes the place of another has its rate', async () => {
  const ada = await w.line();
  const made = await ada.call(settings.makeKey, {
    body: { name: 'Zapier', scopes: ['settings:read'], expiresInDays: null },
  });
  const [named] = made.body.settings.namedKeys;
  await setRate(ada, named.id, 1);
  expect(await statuses(made.body.key, 2)).toEqual([200, 429]);
  expect(await statuses(ada.apiKey, 2)).toEqual([200, 200]);
  await setRate(ada, (await ownKey(ada)).id, 5);
  const rotated = await ada.call(settings.rotateKey, { body: { oldKeyHours: 1 } });
  expect(rotated.body.settings).toMatchObject({ apiKey: { perMinute: 5 }, namedKeys: [{ perMinute: 1 }] });
});

test('no key is given more than the server grants each, nor none at all', async () => {
  const ada = await w.line();
  const { id } = await ownKey(ada);
  expect(await setRate(ada, id, 121)).toMatchObject({
    status: 422,
    body: { code: 'settings.key_rate_range', detail: { most: 120 } },
  });
  for (const rate of [0, -1, 1.5]) expect((await setRate(ada, id, rate)).status).toBe(400);
  expect(await ownKey(ada)).toMatchObject({ perMinute: 120 });
});

test("somebody else's key, a stopped one and an old proof are refused", async () => {
  const [ada, bob] = [await w.line(), await w.line()];
  const carol = await w.colleague(ada);
  const { id } = await ownKey(ada);
  for (const other of [bob, carol]) expect((await setRate(other, id, 5)).status).toBe(404);
  const made = await ada.call(settings.makeKey, { body: { name: 'Old', scopes: ['settings:read'], expiresInDays: 7 } });
  const [named] = made.body.settings.namedKeys;
  await ada.call(settings.revokeKey, { params: { id: named.id } });
  expect((await setRate(ada, named.id, 5)).status).toBe(404);
  w.clock.advance(minutes(11));
  expect(await setRate(ada, id, 5)).toMatchObject({ status: 403, body: { code: 'identity.proof_needed' } });
  expect((await ownKey(ada)).perMinute).toBe(120);
});
