import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { voice } from '#contract/voice.ts';
import { minutes, seconds } from '#server/platform/clock.ts';
import { buy } from '#test/billing.ts';
import { callTo } from '#test/calls.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { lookAtMinutes } from './meter-leg.ts';

let w: World;
let ada: Awaited<ReturnType<typeof lineOf>>;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(async () => {
  await w.pool.query('delete from graphile_worker._private_jobs');
  ada = await lineOf();
  w.carrier.orders.length = 0;
});

/** A line on the trial: thirty minutes, and then it stops. */
async function lineOf() {
  const line = await w.line({ plan: 'trial' });
  await w.drainJobs();
  return { ...line, number: (await line.call(settings.read)).body.number as string };
}
const meter = async () =>
  (
    await w.pool.query(
      "select used::int, reserved::int from company_meter where company_id = $1 and meter = 'minutes' order by cycle desc",
      [ada.companyId],
    )
  ).rows[0];
/** Somebody has called in for so long: that many minutes of the plan are used. */
async function use(units: number) {
  const call = callTo(w, ada.number, freshNumber());
  await ada.call(voice.changeRules, { body: { set: { forwardToCell: false } } });
  await call.begin();
  await call.over({ seconds: units * 60 });
  await ada.call(voice.changeRules, { body: { set: { forwardToCell: true } } });
}
/** The line calls somebody, who answers. */
async function talks() {
  const { body } = await ada.call(voice.place, { body: { to: freshNumber() } });
  const { rows } = await w.pool.query('select carrier_id from call where id = $1', [body.id]);
  const tell = (news: object) =>
    callTo(w, '', ada.number).post(`/carrier/main/voice/status?company=${ada.companyId}&call=${body.id}`, {
      carrierId: rows[0].carrier_id,
      ...news,
    });
  await tell({ state: 'answered', sequence: '2' });
  return { id: body.id as string, carrierId: rows[0].carrier_id as string, tell };
}
/** The worker's looks that are due by now; each is at its own time. */
async function pass(ms: number) {
  w.clock.advance(ms);
  const { rows } = await w.pool.query<{ company: string; call: string; leg: string }>(
    'select company_id::text as company, call_id::text as call, id::text as leg from call_leg where company_id = $1 and set_aside > 0 and ended_at is null',
    [ada.companyId],
  );
  await Promise.all(
    rows.map((one) => lookAtMinutes(w.deps, { companyId: one.company, callId: one.call, legId: one.leg })),
  );
}
/** The same by what the worker has in its book: nothing happens that it was not asked for by then. */
async function passAsAsked(ms: number) {
  const { rows } = await w.pool.query<{ due: boolean }>(
    "select run_at <= now() + $1 * interval '1 ms' as due from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'voice.meter-leg'",
    [ms],
  );
  if (rows.some(({ due }) => due)) await pass(ms);
  else w.clock.advance(ms);
}
const live = async () => (await ada.call(voice.liveCalls)).body.calls;
const ended = () => w.carrier.orders.filter((one) => 'plan' in one && one.plan === 'end').length;

test('a long call has its minutes set aside one by one; the last is told before it is over, then the call is ended', async () => {
  await use(28);
  const call = await talks();
  expect(await meter()).toEqual({ used: 28, reserved: 1 });
  await pass(seconds(10));
  expect(await meter()).toEqual({ used: 28, reserved: 1 });
  await pass(seconds(11));
  expect(await meter()).toEqual({ used: 28, reserved: 2 });
  expect((await live())[0].endsAt).toBeNull();
  await pass(seconds(60));
  expect(await meter()).toEqual({ used: 28, reserved: 2 });
  const endsAt = new Date((await live())[0].endsAt).getTime();
  expect(endsAt - w.clock.now().getTime()).toBe(seconds(34));
  expect(ended()).toBe(0);
  await pass(seconds(34));
  expect(w.carrier.orders.at(-1)).toEqual({ carrierId: call.carrierId, plan: 'end' });
  await call.tell({ state: 'ended', end: 'completed', seconds: 116, sequence: '3' });
  expect(await meter()).toEqual({ used: 30, reserved: 0 });
  const [shown] = (await ada.call(voice.calls)).body.calls;
  expect(shown).toMatchObject({ outcome: 'answered', outOfMinutes: true, endsAt: null });
});

test('minutes that come back before the end let a call go on, and nothing is said of an end any more', async () => {
  await use(28);
  const [first, second] = [await talks(), await callElsewhere()];
  await pass(seconds(25));
  expect((await live()).find((one: { id: string }) => one.id === first.id).endsAt).not.toBeNull();
  await second.over();
  await pass(seconds(5));
  expect((await live())[0].endsAt).toBeNull();
  await pass(seconds(30));
  expect(ended()).toBe(0);
  await first.tell({ state: 'ended', end: 'completed', seconds: 62, sequence: '3' });
  expect(await meter()).toEqual({ used: 30, reserved: 0 });
});

/** A colleague of the same company holds a minute for a call that nobody answers. */
async function callElsewhere() {
  const grace = await w.colleague(ada);
  await w.pool.query('update line set number = $2 where id = $1', [grace.lineId, freshNumber()]);
  const { body } = await grace.call(voice.place, { body: { to: freshNumber() } });
  const { rows } = await w.pool.query('select carrier_id from call where id = $1', [body.id]);
  return {
    over: () =>
      callTo(w, '', ada.number).post(`/carrier/main/voice/status?company=${ada.companyId}&call=${body.id}`, {
        carrierId: rows[0].carrier_id,
        state: 'ended',
        end: 'no_answer',
        seconds: 0,
      }),
  };
}

test('of many calls that want the last minutes at once, exactly as many go on as there are minutes', async () => {
  await use(23);
  const calls = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const call = callTo(w, ada.number, freshNumber());
      const dial = call.verb(await call.begin(), 'dial');
      await call.post(dial.numbers[0]?.statusUrl ?? '', { carrierId: `leg${call.carrierId}`, state: 'answered' });
      return call;
    }),
  );
  expect(calls).toHaveLength(5);
  expect(await meter()).toEqual({ used: 23, reserved: 5 });
  // Two minutes are left for five calls, and each is looked at by two workers.
  w.clock.advance(seconds(25));
  await Promise.all([pass(0), pass(0)]);
  expect(await meter()).toEqual({ used: 23, reserved: 7 });
  const told = (await live()).filter((one: { endsAt: string | null }) => one.endsAt !== null);
  expect(told).toHaveLength(3);
  w.clock.advance(seconds(30));
  await Promise.all([pass(0), pass(0)]);
  const cut = new Set(w.carrier.orders.map((one) => ('carrierId' in one ? one.carrierId : '')));
  expect(cut.size).toBe(3);
});

test('a forwarded call says how long it can last, and is ended with a word to the caller when its minutes are over', async () => {
  await use(28);
  const call = callTo(w, ada.number);
  const dial = call.verb(await call.begin(), 'dial');
  const [cell] = dial.numbers;
  const ask = call.verb(await call.post(cell?.askUrl ?? '', { carrierId: 'CAcell', state: 'answered' }), 'gather');
  expect(ask.prompts.at(-1)).toMatchObject({ do: 'say', text: 'This call can last 2 minutes.' });
  await call.post(ask.keysUrl, { keys: '1' });
  const leg = { carrierId: `leg${call.carrierId}` };
  await call.post(cell?.statusUrl ?? '', { ...leg, state: 'answered', sequence: '2' });
  await pass(seconds(25));
  await pass(seconds(60));
  expect((await live())[0].endsAt).not.toBeNull();
  await pass(seconds(30));
  expect(w.carrier.orders.at(-1)).toEqual({ ...leg, plan: 'end' });
  expect(await call.post(dial.doneUrl, {})).toMatchObject([
    { do: 'say', text: 'This call has to end here. Call again later. Goodbye.' },
    { do: 'hang up' },
  ]);
  await call.post(cell?.statusUrl ?? '', { ...leg, state: 'ended', end: 'completed', seconds: 115, sequence: '3' });
  expect(await meter()).toEqual({ used: 30, reserved: 0 });
  // What came in is counted as always: nobody is refused, and nobody cut, for it.
  await call.over({ seconds: 116 });
  expect(await meter()).toEqual({ used: 32, reserved: 0 });
});

test('a bigger plan that is bought while a forwarded call goes on lifts its limit, also that of the carrier', async () => {
  await use(29);
  const call = callTo(w, ada.number);
  const dial = call.verb(await call.begin(), 'dial');
  const [cell] = dial.numbers;
  const leg = { carrierId: `leg${call.carrierId}` };
  await call.post(cell?.statusUrl ?? '', { ...leg, state: 'answered', sequence: '2' });
  await call.post(call.verb(await call.post(cell?.askUrl ?? '', leg), 'gather').keysUrl, { keys: '1' });
  await pass(seconds(25));
  expect((await live())[0].endsAt).not.toBeNull();
  await buy(ada, { plan: 'lite', interval: 'month' });
  await passAsAsked(seconds(5));
  expect((await live())[0].endsAt).toBeNull();
  for (let n = 0; n < 10; n += 1) await pass(minutes(1));
  expect(ended()).toBe(0);
  expect((await live())[0].endsAt).toBeNull();
  // What the carrier was told when it rang is all it ever hears of a limit.
  expect(dial.limitSeconds).toBeGreaterThan(11 * 60);
  await call.post(cell?.statusUrl ?? '', { ...leg, state: 'ended', end: 'completed', seconds: 630, sequence: '3' });
  await call.over({ seconds: 640 });
  expect(await meter()).toEqual({ used: 29 + 11 + 11, reserved: 0 });
});

test('without minutes a call is not forwarded: the browser rings alone, and the path says why', async () => {
  await use(30);
  const call = callTo(w, ada.number);
  expect((await call.begin())[0]).toMatchObject({ do: 'pause', seconds: 25 });
  expect((await live())[0]).toMatchObject({ browser: 'ringing' });
  await call.over();
  const path = async () => (await ada.call(voice.whatHappens, {})).body.steps[0];
  expect(await path()).toMatchObject({ step: 'ring', browser: true, cell: false, noMinutes: true });
  await ada.call(voice.changeRules, { body: { set: { ringBrowser: false } } });
  expect(await path()).toEqual({ step: 'greeting', quiet: 'no_minutes' });
});

test('what a dead process had set aside comes back by itself, and a look that comes late counts what was talked', async () => {
  await use(20);
  const call = await talks();
  w.clock.advance(minutes(11));
  // Nobody has looked after the call meanwhile.
  await w.pool.query('delete from graphile_worker._private_jobs');
  await w.pool.query("select graphile_worker.add_job('plan.release-expired', '{}')");
  await w.drainJobs();
  expect(await meter()).toEqual({ used: 20, reserved: 0 });
  // Eleven minutes were talked, ten are left: it ends now.
  await pass(0);
  expect(w.carrier.orders.at(-1)).toEqual({ carrierId: call.carrierId, plan: 'end' });
  await call.tell({ state: 'ended', end: 'completed', seconds: 662, sequence: '3' });
  expect(await meter()).toEqual({ used: 32, reserved: 0 });
});

test('a plan without an end, or with a price for more, ends no call', async () => {
  await w.pool.query('update company set plan = $2 where id = $1', [ada.companyId, 'unlimited']);
  const call = callTo(w, ada.number);
  const dial = call.verb(await call.begin(), 'dial');
  expect(dial.limitSeconds).toBe(7200);
  const [cell] = dial.numbers;
  const ask = call.verb(await call.post(cell?.askUrl ?? '', { carrierId: 'CAcell', state: 'answered' }), 'gather');
  expect(ask.prompts).toHaveLength(1);
  await call.post(cell?.statusUrl ?? '', { carrierId: 'legU', state: 'answered', sequence: '2' });
  for (let n = 0; n < 70; n += 1) await pass(minutes(1));
  expect((await live())[0].endsAt).toBeNull();
  expect(ended()).toBe(0);
});

test('whether a number can be called is said before it is tried, with the reason', async () => {
  const may = async (to: string) => (await ada.call(voice.mayCall, { query: { to } })).body.refusal?.code ?? null;
  expect(await may('+14155550123')).toBeNull();
  expect(await may('911')).toBe('voice.emergency');
  expect(await may('72345')).toBe('voice.number_shape');
  expect(await may('+442079460000')).toBe('voice.not_there');
  expect(await may(ada.number)).toBe('voice.own_number');
  await talks();
  expect(await may('+14155550123')).toBe('voice.on_call');
  await w.pool.query('update call set ended_at = now() where company_id = $1', [ada.companyId]);
  await use(29);
  expect(await may('+14155550123')).toBe('plan.limits_reached');
});
