import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { archives } from '#contract/archives.ts';
import { groups } from '#contract/groups.ts';
import { identity } from '#contract/identity.ts';
import { lines } from '#contract/lines.ts';
import { messages } from '#contract/messages.ts';
import { plan } from '#contract/plan.ts';
import type { CallPlan } from '#server/carriers/calls.ts';
import { days, hours, minutes, seconds } from '#server/platform/clock.ts';
import { callTo } from '#test/calls.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.pool.query('delete from limit_window').then(() => undefined));

async function adaAndBob() {
  const ada = await w.line();
  const bob = await w.colleague(ada);
  await w.drainJobs();
  const { rows } = await w.pool.query('select number from line where id = $1', [bob.lineId]);
  return { ada, bob: { ...bob, number: String(rows[0].number) } };
}
const wish = { number: 'keep' as const, numberTo: null, threadsTo: null };
type Line = Awaited<ReturnType<World['line']>>;
const remove = (ada: Line, bob: { lineId: string }, more: object = {}) =>
  ada.call(lines.remove, { params: { id: bob.lineId }, body: { ...wish, ...more } });
/** Lets every ring run out, and the greeting, up to the beep. */
async function untilBeep(call: ReturnType<typeof callTo>, first: CallPlan): Promise<void> {
  let plan = first;
  for (let step = 0; step < 8 && !plan.some((one) => one.do === 'record'); step += 1) {
    const next = plan.flatMap((one) => (one.do === 'go to' ? one.url : one.do === 'dial' ? one.doneUrl : []))[0];
    if (next === undefined) throw new Error(`the call leads nowhere: ${JSON.stringify(plan)}`);
    w.clock.advance(seconds(30));
    plan = await call.post(next, { state: step === 0 ? 'ringing' : 'answered' });
  }
  expect(plan.some((one) => one.do === 'record')).toBe(true);
}
const textsTo = (numbers: readonly string[]) => w.texts().filter(({ to }) => numbers.includes(to)).length;

test('while it sends to many: what is at the carrier is there, the rest is stopped, and what was set aside for it is given back', async () => {
  const { ada, bob } = await adaAndBob();
  const numbers = Array.from({ length: 5 }, freshNumber);
  for (const number of numbers.slice(0, 2))
    await bob.call(messages.send, { body: { to: { numbers: [number] }, text: 'At once' } });
  await w.drainJobs();
  w.carrier.mode = 'down';
  for (const number of numbers.slice(2))
    await bob.call(messages.send, { body: { to: { numbers: [number] }, text: 'Later' } });
  expect((await remove(ada, bob)).status).toBe(200);
  w.carrier.mode = 'takes';
  await w.drainJobs();
  expect(textsTo(numbers)).toBe(2);
  const { rows } = await w.pool.query(
    'select state, count(*)::int as n from receipt where line_id = $1 group by 1 order by 1',
    [bob.lineId],
  );
  expect(rows).toEqual([
    { state: 'sent', n: 2 },
    { state: 'stopped', n: 3 },
  ]);
  // Brought back, it sends none of what was stopped, and sends anew.
  expect((await ada.call(lines.undoRemoval, { params: { id: bob.lineId } })).status).toBe(200);
  const again = await w.signIn(bob.username);
  await w.drainJobs();
  expect(textsTo(numbers)).toBe(2);
  expect((await again.call(messages.send, { body: { to: { numbers: [numbers[4]] }, text: 'New' } })).status).toBe(201);
  await w.drainJobs();
  expect(textsTo(numbers)).toBe(3);
  const { meters } = (await ada.call(plan.read)).body;
  expect(meters.find((one: { meter: string }) => one.meter === 'messages').company.used).toBe(3);
});

test('a scheduled text of a removed line is never sent, brought back or not', async () => {
  const { ada, bob } = await adaAndBob();
  const number = freshNumber();
  const sendAt = new Date(w.clock.now().getTime() + days(2)).toISOString();
  await bob.call(messages.send, { body: { to: { numbers: [number] }, text: 'In two days', sendAt } });
  await remove(ada, bob);
  w.clock.advance(days(2) + minutes(1));
  await w.drainJobs();
  expect(textsTo([number])).toBe(0);
});

test('while it is called: the call goes on to its end; later ones hear that nobody is there, and are kept as missed', async () => {
  const { ada, bob } = await adaAndBob();
  const call = callTo(w, bob.number);
  const ringing = await call.begin();
  expect((await remove(ada, bob)).status).toBe(200);
  await untilBeep(call, ringing);
  await call.over({ seconds: 20 });
  // The recording never comes: our own clock decides then.
  await w.drainJobs();
  w.clock.advance(hours(1));
  await w.drainJobs();
  const outcomes = async () =>
    (
      await w.pool.query('select outcome, ended_at is not null as ended from call where line_id = $1 order by at, id', [
        bob.lineId,
      ])
    ).rows;
  expect(await outcomes()).toEqual([{ outcome: expect.any(String), ended: true }]);
  const later = callTo(w, bob.number);
  expect(await later.begin()).toContainEqual({ do: 'hang up' });
  await later.over({ seconds: 20 });
  await w.drainJobs();
  expect(await outcomes()).toMatchObject([{ ended: true }, { outcome: 'missed', ended: true }]);
});

test('while it is called on the day it goes: the line is ended all the same, and the call does no harm', async () => {
  const { ada, bob } = await adaAndBob();
  await remove(ada, bob, { number: 'release' });
  const call = callTo(w, bob.number);
  const ringing = await call.begin();
  w.clock.advance(days(7) + minutes(1));
  await w.drainJobs();
  const { rows } = await w.pool.query('select state from line_removal where line_id = $1', [bob.lineId]);
  expect(rows).toEqual([{ state: 'gone' }]);
  // The carrier tells of a call whose line is gone: it is hung up, not a fault.
  const end = await call.post(ringing.find((one) => one.do === 'dial')?.doneUrl ?? '/carrier/main/voice/incoming', {});
  expect(end.every((one) => one.do !== 'dial')).toBe(true);
  await w.drainJobs();
});

test('while it exports: the archive is made, its person cannot fetch it any more, an admin can', async () => {
  const { ada, bob } = await adaAndBob();
  await bob.call(archives.make, { body: { of: 'line' } });
  expect((await remove(ada, bob)).status).toBe(200);
  await w.drainJobs();
  const [made] = (await ada.call(archives.list)).body;
  expect(made).toMatchObject({ state: 'ready', line: { id: bob.lineId } });
  const fetch = { params: { id: made.id } };
  expect((await bob.call(archives.file, fetch)).status).toBe(401);
  expect((await ada.call(archives.file, fetch)).status).toBe(200);
});

test('an archive that was asked for before the line was gone is still told of after it', async () => {
  const { ada, bob } = await adaAndBob();
  await ada.call(archives.make, { body: { of: 'line', lineId: bob.lineId } });
  await remove(ada, bob);
  w.clock.advance(days(7) + minutes(1));
  await w.drainJobs();
  const admin = await w.signIn(ada.username);
  expect((await admin.call(archives.list)).body).toMatchObject([{ line: { id: bob.lineId } }]);
});

test('a group that a removed line made is nobody’s send any more', async () => {
  const { ada, bob } = await adaAndBob();
  const made = await bob.call(groups.add, { body: { name: 'Everybody' } });
  expect(made.status).toBe(201);
  await remove(ada, bob);
  expect((await bob.call(identity.me)).status).toBe(401);
  const key = { headers: { authorization: `Bearer ${bob.apiKey}` } };
  const sent = await w.request(messages.send, {
    ...key,
    body: { to: { groups: [made.body.id] }, text: 'By key' },
  });
  expect(sent.status).toBe(401);
});
