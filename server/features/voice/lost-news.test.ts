import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { settings } from '#contract/settings.ts';
import { tone } from '#contract/tones.ts';
import { voice } from '#contract/voice.ts';
import { writeWav } from '#contract/wav.ts';
import { minutes, seconds } from '#server/platform/clock.ts';
import { callTo } from '#test/calls.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { lookAtOpenCalls } from './check-call.ts';

// What a carrier told while no server of ours was there, tells late, or never: calls find their end all the same.
let w: World;
let ada: Awaited<ReturnType<World['line']>> & { number: string };
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(async () => {
  await w.pool.query('delete from graphile_worker._private_jobs');
  const made = await w.line();
  await w.drainJobs();
  ada = { ...made, number: (await made.call(settings.read)).body.number };
  w.mailer.sent.length = 0;
  w.carrier.orders.length = 0;
  w.carrier.mode = 'takes';
});

const change = (set: object) => ada.call(voice.changeRules, { body: { set } });
const only = async () => (await ada.call(voice.calls)).body.calls[0];
const became = async () => {
  const { state, outcome, reason } = await only();
  return [state, outcome, reason];
};
const minutesCounted = async () =>
  (
    await w.pool.query(
      "select coalesce(sum(units), 0)::int as n from usage_entry where company_id = $1 and meter = 'minutes'",
      [ada.companyId],
    )
  ).rows[0].n;
const openLegs = async () =>
  (await w.pool.query('select 1 from call_leg where company_id = $1 and ended_at is null', [ada.companyId])).rowCount;
/** How the carrier says that a call stands, when it is asked. */
const stands = (carrierId: string, how: object) =>
  w.carrier.calls.set(carrierId, { carrierId, from: '', to: '', state: 'ended', end: 'completed', ...how });
/** What happens at the next start of a server. */
async function start() {
  await lookAtOpenCalls(w.deps);
  await w.drainJobs();
}

describe('the server was away when a call ended', () => {
  test('that was forwarded: answered, with the minutes of both legs, once', async () => {
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    const leg = `leg${call.carrierId}`;
    const ask = call.verb(
      await call.post(dial.numbers[0]?.askUrl ?? '', { carrierId: leg, state: 'answered' }),
      'gather',
    );
    await call.post(ask.keysUrl, { keys: '1' });
    stands(call.carrierId, { seconds: 125 });
    stands(leg, { seconds: 61 });
    w.clock.advance(minutes(2));
    for (const _ of [1, 2]) await start();
    expect(await became()).toEqual(['ended', 'answered', null]);
    expect(await minutesCounted()).toBe(3 + 2);
    expect(await openLegs()).toBe(0);
    expect(w.mails()).toEqual([]);
  });

  test('that was answered in the browser: answered, and the line is free at once', async () => {
    const call = callTo(w, ada.number);
    await call.begin();
    await ada.call(voice.accept, { params: { id: (await only()).id } });
    stands(call.carrierId, { seconds: 30 });
    await start();
    expect(await became()).toEqual(['ended', 'answered', null]);
    expect(await minutesCounted()).toBe(1);
    expect((await ada.call(voice.liveCalls)).body.calls).toEqual([]);
    expect((await ada.call(voice.place, { body: { to: freshNumber() } })).status).toBe(201);
  });

  test('that the line had placed, and whose answer nobody told us of: it was answered', async () => {
    const { body } = await ada.call(voice.place, { body: { to: freshNumber() } });
    const { rows } = await w.pool.query('select carrier_id from call where id = $1', [body.id]);
    stands(rows[0].carrier_id, { seconds: 61 });
    w.clock.advance(minutes(2));
    await start();
    expect(await became()).toEqual(['ended', 'answered', null]);
    expect((await only()).seconds).toBe(61);
    expect(await minutesCounted()).toBe(2);
  });

  test('and the carrier tells of the answer after the end: it was answered', async () => {
    const { body } = await ada.call(voice.place, { body: { to: freshNumber() } });
    const { rows } = await w.pool.query('select carrier_id from call where id = $1', [body.id]);
    const status = `/carrier/main/voice/status?company=${ada.companyId}&call=${body.id}`;
    const tell = (news: object) => callTo(w, '').post(status, { carrierId: rows[0].carrier_id, ...news });
    await tell({ state: 'ended', end: 'completed', seconds: 5, sequence: '3' });
    await tell({ state: 'answered', sequence: '2' });
    expect(await became()).toEqual(['ended', 'answered', null]);
    expect(await minutesCounted()).toBe(1);
  });

  test('a cell that took the call, and of whose leg the carrier knows nothing, is counted by our own clock', async () => {
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    const ask = call.verb(await call.post(dial.numbers[0]?.askUrl ?? '', { carrierId: 'CAlost' }), 'gather');
    await call.post(ask.keysUrl, { keys: '1' });
    w.clock.advance(seconds(90));
    await call.over({ seconds: 91 });
    w.clock.advance(minutes(3));
    await w.drainJobs();
    expect(await minutesCounted()).toBe(2 + 2);
    expect(await openLegs()).toBe(0);
  });

  test('a call that is being placed at this very moment is left alone', async () => {
    const { body } = await ada.call(voice.place, { body: { to: freshNumber() } });
    await w.pool.query('update call set carrier_id = null where id = $1', [body.id]);
    await lookAtOpenCalls(w.deps);
    await w.drainJobs(1);
    expect((await only()).state).toBe('ringing');
    w.clock.advance(minutes(2));
    await w.drainJobs();
    expect((await only()).state).toBe('ended');
  });
});

describe('a voicemail whose news never came', () => {
  const spoken = writeWav(tone([300], 3000));
  async function leave() {
    const call = callTo(w, ada.number);
    const plan = await call.begin();
    w.clock.advance(seconds(26));
    await call.toBeep(plan);
    await call.over({ seconds: 20 });
    return call;
  }

  test('is found at the carrier after its minute, kept, and mailed as a voicemail, once', async () => {
    const call = await leave();
    w.carrier.recordings.set(`RE${call.carrierId}`, spoken);
    w.clock.advance(seconds(61));
    await w.drainJobs();
    expect(await became()).toEqual(['ended', 'voicemail', null]);
    expect(w.mails().map(({ subject }) => subject)).toEqual(['Voicemail from (415) 555-0177']);
    expect(w.carrier.deleted).toContain(`RE${call.carrierId}`);
  });

  test('nor that of its call, is found as soon as the call is asked after', async () => {
    const call = callTo(w, ada.number);
    const plan = await call.begin();
    w.clock.advance(seconds(26));
    await call.toBeep(plan);
    stands(call.carrierId, { seconds: 20 });
    w.carrier.recordings.set(`RE${call.carrierId}`, spoken);
    await start();
    expect(await became()).toEqual(['ended', 'voicemail', null]);
    expect(w.mails()).toHaveLength(1);
    expect(await minutesCounted()).toBe(1);
  });

  test('and that the carrier says it lost is a missed call that says so', async () => {
    const call = await leave();
    const asked = vi
      .spyOn(w.carrier, 'findRecordingOf')
      .mockResolvedValue({ id: `RE${call.carrierId}`, state: 'failed', seconds: 0 });
    w.clock.advance(seconds(61));
    await w.drainJobs();
    asked.mockRestore();
    expect(await became()).toEqual(['ended', 'missed', 'voicemail_lost']);
  });

  test('while the carrier is down is asked for every minute, and after ten the call is called missed', async () => {
    await leave();
    w.carrier.mode = 'down';
    w.clock.advance(minutes(5));
    await w.drainJobs(2);
    expect((await only()).outcome).toBeNull();
    const { rows } = await w.pool.query(
      "select extract(epoch from run_at - now())::int as s from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'voice.check-call'",
    );
    // Not ever later, as jobs that fail are tried again.
    expect(rows[0].s).toBeLessThanOrEqual(60);
    w.clock.advance(minutes(6));
    await w.drainJobs(2);
    expect(await became()).toEqual(['ended', 'missed', 'voicemail_lost']);
    expect(w.mails()).toHaveLength(1);
  });
});

describe('news that come when they are of no use any more', () => {
  test('a key that comes when the caller is in the greeting connects nobody, and the call is what it was', async () => {
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    const ask = call.verb(await call.post(dial.numbers[0]?.askUrl ?? '', { carrierId: 'CAcell' }), 'gather');
    stands(call.carrierId, { state: 'ringing' });
    w.clock.advance(seconds(70));
    await w.drainJobs(1);
    expect(w.carrier.orders.at(-1)).toMatchObject({ plan: [{ do: 'play' }, { do: 'go to' }] });
    expect(await call.post(ask.keysUrl, { keys: '1' })).toEqual([{ do: 'hang up' }]);
    await call.over({ seconds: 9 });
    expect((await became())[1]).toBe('missed');
  });

  test('who picked up at the last moment is let hear the question out', async () => {
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    stands(call.carrierId, { state: 'ringing' });
    w.clock.advance(seconds(24));
    const ask = call.verb(await call.post(dial.numbers[0]?.askUrl ?? '', { carrierId: 'CAcell' }), 'gather');
    w.clock.advance(seconds(20));
    await w.drainJobs(1);
    expect(w.carrier.orders).toEqual([]);
    expect(await call.post(ask.keysUrl, { keys: '1' })).toEqual([]);
    await call.over({ seconds: 9 });
    expect((await became())[1]).toBe('answered');
  });

  test('the first question, asked once more, is answered by where the call is now', async () => {
    const call = callTo(w, ada.number);
    await call.begin();
    await ada.call(voice.accept, { params: { id: (await only()).id } });
    expect((await call.begin())[0]?.do).toBe('connect');
    await call.over({ seconds: 5 });
    expect(await call.begin()).toEqual([{ do: 'hang up' }]);
    expect((await ada.call(voice.calls)).body.calls).toHaveLength(1);
  });

  test('the first question, asked many times in one moment, is one call, and each answer lets it ring', async () => {
    for (let trial = 0; trial < 10; trial += 1) {
      const call = callTo(w, ada.number, freshNumber());
      const plans = await Promise.all(Array.from({ length: 6 }, () => call.begin()));
      expect(plans.map((plan) => plan[0]?.do)).toEqual(Array.from({ length: 6 }, () => 'dial'));
    }
    expect((await ada.call(voice.calls)).body.calls).toHaveLength(10);
  });

  test('the same id for a call to another company is still the first call, with nothing of the other in it', async () => {
    const eve = await w.line();
    await w.drainJobs();
    const hers = (await eve.call(settings.read)).body.number;
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    const again = await call.post('/carrier/main/voice/incoming', { to: hers });
    expect(call.verb(again, 'dial')).toEqual(dial);
    expect((await eve.call(voice.calls)).body.calls).toEqual([]);
  });

  test('a recording of a call that is gone with its line is deleted at the carrier, and kept nowhere', async () => {
    const call = callTo(w, ada.number);
    const plan = await call.begin();
    w.clock.advance(seconds(26));
    const record = await call.toBeep(plan);
    await w.pool.query('delete from call where company_id = $1', [ada.companyId]);
    const id = `RE${call.carrierId}`;
    w.carrier.recordings.set(id, writeWav(tone([300], 3000)));
    await call.post(record.readyUrl, { recording: { id, state: 'ready', seconds: 3 } });
    await w.drainJobs();
    expect(w.carrier.deleted).toContain(id);
  });
});

test('a carrier that is down as the browser answers: it rings on, can be answered again, and leaves no leg open', async () => {
  await change({ forwardToCell: false });
  const call = callTo(w, ada.number);
  await call.begin();
  const { id } = await only();
  const answer = () => ada.call(voice.accept, { params: { id } });
  w.carrier.mode = 'down';
  expect((await answer()).body.code).toBe('voice.carrier_down');
  expect((await ada.call(voice.liveCalls)).body.calls).toMatchObject([{ state: 'ringing', browser: 'ringing' }]);
  w.carrier.mode = 'takes';
  expect(await answer()).toMatchObject({ status: 200, body: { state: 'connected', browser: 'on' } });
  await call.over({ seconds: 5 });
  expect(await became()).toEqual(['ended', 'answered', null]);
  const { rows } = await w.pool.query("select 1 from call_leg where company_id = $1 and kind = 'browser'", [
    ada.companyId,
  ]);
  expect(rows).toHaveLength(1);
});
