import { afterAll, beforeAll, expect, test } from 'vitest';
import { plan } from '#contract/plan.ts';
import { after, days, minutes } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { type World, world } from '#test/world.ts';
import { count, freeGroup, holdGroup, release, reserve, spend } from './index.ts';
import { releaseExpired } from './release.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

type Line = Awaited<ReturnType<World['line']>> | Awaited<ReturnType<World['colleague']>>;
const ref = (line: Line) => ({ companyId: line.companyId, lineId: line.lineId });
const inTx = <T>(act: (tx: Db) => Promise<T>) => w.db.transaction((tx) => act(tx));
const texts = (line: Line, keys: readonly string[], units = 1) =>
  inTx((tx) =>
    count(
      tx,
      w.deps,
      keys.map((key) => ({ ...ref(line), meter: 'messages' as const, units, key, at: w.clock.now() })),
    ),
  );
const wish = (line: Line, key: string, units: number) => ({
  ...ref(line),
  meter: 'messages' as const,
  key,
  units,
  until: after(w.clock.now(), minutes(10)),
});
const read = async (line: Line) => (await line.call(plan.read)).body;
const messages = async (line: Line) => (await read(line)).meters[0];
const refused = (limit: number) => ({ spec: { code: 'plan.limits_reached', status: 420 }, detail: { limit } });

test('what comes in is counted once, however often it is told, and shows as own and as the company’s', async () => {
  const ada = await w.line({ plan: 'lite' });
  const bob = await w.colleague(ada);
  await texts(ada, ['in:1', 'in:2', 'in:1'], 2);
  await texts(ada, ['in:2', 'in:3'], 2);
  await texts(bob, ['in:4'], 5);
  expect(await messages(ada)).toMatchObject({
    allowance: 500,
    company: { used: 11, reserved: 0 },
    own: { used: 6 },
  });
  expect((await messages(bob)).own.used).toBe(5);
});

test('a reservation is let in up to the limit and not beyond, and what is refused costs nothing', async () => {
  const ada = await w.line({ plan: 'trial' });
  await texts(ada, ['in:1'], 8);
  await inTx((tx) => reserve(tx, w.deps, wish(ada, 'send:1', 40)));
  await expect(inTx((tx) => reserve(tx, w.deps, wish(ada, 'send:2', 3)))).rejects.toMatchObject({
    ...refused(50),
    detail: { meter: 'messages', limit: 50, used: 8, reserved: 40, wanted: 3, remedy: ['upgrade', 'wait', 'fewer'] },
  });
  await inTx((tx) => reserve(tx, w.deps, wish(ada, 'send:3', 2)));
  // The same again is the same.
  await inTx((tx) => reserve(tx, w.deps, wish(ada, 'send:1', 40)));
  expect((await messages(ada)).company).toMatchObject({ used: 8, reserved: 42 });
});

test('a reservation is spent batch by batch, repeats are harmless, and the rest comes back', async () => {
  const ada = await w.line({ plan: 'trial' });
  const entries = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => ({ units: 2, key: `text:${from + at}`, at: w.clock.now() }));
  const of = { companyId: ada.companyId, meter: 'messages' as const, key: 'send:1' };
  await inTx((tx) => reserve(tx, w.deps, wish(ada, 'send:1', 40)));
  expect(await inTx((tx) => spend(tx, w.deps, of, entries(0, 5)))).toEqual({ remaining: 30 });
  expect(await inTx((tx) => spend(tx, w.deps, of, entries(3, 8)))).toEqual({ remaining: 24 });
  expect((await messages(ada)).company).toMatchObject({ used: 16, reserved: 24 });
  await inTx((tx) => release(tx, w.deps, of));
  await inTx((tx) => release(tx, w.deps, of));
  expect((await messages(ada)).company).toMatchObject({ used: 16, reserved: 0 });
  // What happens after all has to be let in again.
  expect(await inTx((tx) => spend(tx, w.deps, of, entries(8, 10)))).toEqual({ remaining: 0 });
  await expect(inTx((tx) => spend(tx, w.deps, of, entries(10, 30)))).rejects.toMatchObject(refused(50));
  expect((await messages(ada)).company).toMatchObject({ used: 20, reserved: 0 });
});

test('a reservation that nobody confirms comes back by itself', async () => {
  const ada = await w.line({ plan: 'trial' });
  await inTx((tx) => reserve(tx, w.deps, wish(ada, 'send:1', 50)));
  await expect(inTx((tx) => reserve(tx, w.deps, wish(ada, 'send:2', 1)))).rejects.toMatchObject(refused(50));
  w.clock.advance(minutes(10));
  await releaseExpired(w.deps);
  expect((await messages(ada)).company.reserved).toBe(0);
  await inTx((tx) => reserve(tx, w.deps, wish(ada, 'send:2', 50)));
});

test('what comes in is never refused; what goes out then is', async () => {
  const ada = await w.line({ plan: 'trial' });
  await texts(ada, ['in:1'], 60);
  expect((await messages(ada)).company.used).toBe(60);
  await expect(inTx((tx) => reserve(tx, w.deps, wish(ada, 'send:1', 1)))).rejects.toMatchObject(refused(50));
});

test('beyond an allowance that has a price nothing stops', async () => {
  const ada = await w.line({ plan: 'basic' });
  const calls = { ...wish(ada, 'call:1', 400), meter: 'minutes' as const };
  await inTx((tx) => reserve(tx, w.deps, calls));
  await inTx((tx) => spend(tx, w.deps, calls, [{ units: 400, key: 'call:1', at: w.clock.now() }]));
  expect((await read(ada)).meters[1]).toMatchObject({ allowance: 250, overCentsPer100: 250, company: { used: 400 } });
});

test('a trial that is over refuses what can be refused', async () => {
  const ada = await w.line({ plan: 'trial' });
  w.clock.advance(days(14));
  await expect(inTx((tx) => reserve(tx, w.deps, wish(ada, 'send:1', 1)))).rejects.toMatchObject(refused(0));
  await texts(ada, ['in:1']);
  // Her session has ended meanwhile, too.
  const again = { ...ada, ...(await w.signIn(ada.username)) };
  expect(await read(again)).toMatchObject({ plan: { id: 'trial', hasEnded: true } });
});

test('groups are counted as they stand, and the fourth of three is refused', async () => {
  const ada = await w.line({ plan: 'trial' });
  for (const groupId of ['1', '2', '3', '3']) await inTx((tx) => holdGroup(tx, w.deps, { ...ref(ada), groupId }));
  await expect(inTx((tx) => holdGroup(tx, w.deps, { ...ref(ada), groupId: '4' }))).rejects.toMatchObject({
    detail: { meter: 'groups', limit: 3, used: 3, remedy: ['upgrade'] },
  });
  await inTx((tx) => freeGroup(tx, { companyId: ada.companyId, groupId: '2' }));
  await inTx((tx) => freeGroup(tx, { companyId: ada.companyId, groupId: '2' }));
  await inTx((tx) => holdGroup(tx, w.deps, { ...ref(ada), groupId: '4' }));
  expect((await read(ada)).groups).toEqual({ allowance: 3, company: 3, own: 3 });
});

test('80 % and 100 % are each told once, by mail and banner, and 100 % at exactly 100 %', async () => {
  const ada = await w.line({ plan: 'trial' });
  const told = () => w.mails().filter((mail) => mail.to === ada.email && /messages/.test(mail.subject));
  await texts(ada, ['in:1'], 39);
  await w.drainJobs();
  expect([told().length, (await read(ada)).alerts]).toEqual([0, []]);
  await texts(ada, ['in:2'], 1);
  await texts(ada, ['in:3'], 9);
  await w.drainJobs();
  expect(told().map((mail) => mail.subject)).toEqual(['80% of your messages are used']);
  expect((await read(ada)).alerts).toMatchObject([{ meter: 'messages', threshold: '80', limit: 50 }]);
  await texts(ada, ['in:4'], 1);
  await texts(ada, ['in:5'], 1);
  await w.drainJobs();
  expect(told().map((mail) => mail.subject)).toEqual([
    '80% of your messages are used',
    'All of your messages are used',
  ]);
  expect((await read(ada)).alerts.map((one: { threshold: string }) => one.threshold)).toEqual(['100', '80']);
});
