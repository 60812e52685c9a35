import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { settings } from '#contract/settings.ts';
import { tone } from '#contract/tones.ts';
import { voice } from '#contract/voice.ts';
import { writeWav } from '#contract/wav.ts';
import type { CallNews } from '#server/carriers/calls.ts';
import { minutes, seconds } from '#server/platform/clock.ts';
import { callTo } from '#test/calls.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { voiceEvents } from './addresses.ts';

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
});

const change = (set: object) => ada.call(voice.changeRules, { body: { set } });
const only = async () => (await ada.call(voice.calls)).body.calls[0];
const outcome = async () => {
  const { outcome: became, reason, state } = await only();
  return [state, became, reason];
};

describe('a cell that does not take the call', () => {
  const ends = [
    ['busy', 'busy'],
    ['declined', 'declined'],
    ['unreachable', 'unreachable'],
    ['no_answer', 'no_answer'],
  ] as const;

  test.each(ends)('%s: the caller is told so, and the call is missed for that reason', async (end, reason) => {
    await change({ voicemail: false, ringBrowser: false });
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    await call.post(dial.numbers[0]?.statusUrl ?? '', { carrierId: 'CAcell', state: 'ended', end, seconds: 0 });
    expect((await call.post(dial.doneUrl, {})).map((verb) => verb.do)).toEqual(['say', 'hang up']);
    await call.over({ seconds: 4 });
    await w.drainJobs();
    expect(await outcome()).toEqual(['ended', 'missed', reason]);
    expect(w.mails()).toHaveLength(1);
  });

  test.each(ends)('%s: with voicemail, the greeting comes at once', async (end) => {
    await change({ ringBrowser: false });
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    await call.post(dial.numbers[0]?.statusUrl ?? '', { carrierId: 'CAcell', state: 'ended', end, seconds: 0 });
    expect((await call.post(dial.doneUrl, {})).map((verb) => verb.do)).toEqual(['play', 'go to']);
  });

  test('of which the network tells nothing at all is given up by our own clock, and so is its leg', async () => {
    await change({ ringBrowser: false, voicemail: false });
    const call = callTo(w, ada.number);
    await call.begin();
    w.carrier.calls.set(call.carrierId, { carrierId: call.carrierId, from: '', to: '', state: 'ringing' });
    w.clock.advance(seconds(41));
    await w.drainJobs(1);
    expect(w.carrier.orders.at(-1)).toMatchObject({ plan: [{ do: 'say' }, { do: 'hang up' }] });
    w.carrier.calls.delete(call.carrierId);
    w.clock.advance(minutes(5));
    await w.drainJobs();
    expect(await outcome()).toEqual(['ended', 'missed', 'no_answer']);
    const open = await w.pool.query('select 1 from call_leg where company_id = $1 and ended_at is null', [
      ada.companyId,
    ]);
    expect(open.rowCount).toBe(0);
  });
});

describe('forwarding that would lead back', () => {
  const cellBecomes = (line: { companyId: string; lineId: string }, number: string) =>
    w.pool.query('update line set cell = $3 where company_id = $1 and id = $2', [line.companyId, line.lineId, number]);

  test('to the line itself rings nobody but the browser', async () => {
    await cellBecomes(ada, ada.number);
    expect((await callTo(w, ada.number).begin()).map((verb) => verb.do)).toEqual(['pause', 'go to']);
  });

  test('in a ring of two lines ends at the first', async () => {
    const eve = await w.line();
    await w.drainJobs();
    const hers = (await eve.call(settings.read)).body.number;
    await cellBecomes(ada, hers);
    await cellBecomes(eve, ada.number);
    for (const number of [ada.number, hers])
      expect((await callTo(w, number).begin()).some((verb) => verb.do === 'dial')).toBe(false);
    expect((await ada.call(voice.whatHappens)).body.steps[0]).toMatchObject({ browser: true, cell: false });
  });

  // Nobody but the network knows that a cell forwards its calls: what comes back from there is known by who calls.
  test.each([
    ['with the caller’s number', {}, '+14155550177'],
    ['with the line’s number', { cellShows: 'line' }, undefined],
    ['of a caller who hides, with the line’s number', {}, 'anonymous'],
  ] as const)('from a cell that forwards to the line, %s, ends at the second', async (_, rules, from) => {
    await change(rules);
    const first = callTo(w, ada.number, from);
    const { shows } = first.verb(await first.begin(), 'dial');
    const back = callTo(w, ada.number, shows);
    expect((await back.begin()).map((verb) => verb.do)).toEqual(['pause', 'go to']);
    // Once the first is over they come through again.
    await back.over({ seconds: 0, end: 'no_answer' });
    await first.over({ seconds: 0, end: 'no_answer' });
    w.clock.advance(minutes(3));
    await w.drainJobs();
    expect((await callTo(w, ada.number, from).begin()).map((verb) => verb.do)).toEqual(['dial']);
  });

  test('another caller is forwarded all the same while the cell rings', async () => {
    await callTo(w, ada.number).begin();
    expect((await callTo(w, ada.number, freshNumber()).begin()).map((verb) => verb.do)).toEqual(['dial']);
  });
});

describe('a webhook that the carrier did not sign', () => {
  test.each(voiceEvents)('"%s" is refused and changes nothing', async (event) => {
    const call = callTo(w, ada.number);
    await call.begin();
    const { id } = await only();
    const before = await w.pool.query('select * from call where id = $1', [id]);
    const reply = await w.app.inject({
      method: 'POST',
      url: `/carrier/main/voice/${event}?company=${ada.companyId}&call=${id}&step=0`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'forged' },
      payload: new URLSearchParams({ CallSid: call.carrierId, CallStatus: 'completed', Digits: '1' }).toString(),
    });
    expect(reply.statusCode).toBe(403);
    expect((await w.pool.query('select * from call where id = $1', [id])).rows).toEqual(before.rows);
  });
});

test('a disk that is full costs no voicemail: the carrier keeps it until there is room', async () => {
  const call = callTo(w, ada.number);
  const plan = await call.begin();
  w.clock.advance(seconds(26));
  const record = await call.toBeep(plan);
  await call.over({ seconds: 20 });
  const id = `RE${call.carrierId}`;
  w.carrier.recordings.set(id, writeWav(tone([300], 3000)));
  const disk = vi
    .spyOn(w.deps.files, 'put')
    .mockRejectedValue(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  await call.post(record.readyUrl, { recording: { id, state: 'ready', seconds: 3 } });
  await w.drainJobs(2);
  w.clock.advance(seconds(61));
  await w.drainJobs(2);
  // Nobody waits for ever to hear of the call.
  expect(await outcome()).toEqual(['ended', 'missed', 'voicemail_lost']);
  expect(w.mails()).toHaveLength(1);
  expect(w.carrier.deleted).not.toContain(id);
  disk.mockRestore();
  await w.drainJobs();
  expect((await only()).voicemail).toMatchObject({ seconds: 3 });
  expect(w.carrier.deleted).toContain(id);
  expect(w.mails()).toHaveLength(1);
});

test('news in any order, late and twice over, give one outcome, one mail and each minute once', {
  timeout: 120_000,
}, async () => {
  const steps = ['cell rings', 'cell ends', 'ring over', 'greeting over', 'recorded', 'ready', 'over'] as const;
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...steps, ...steps], { minLength: steps.length }), async (order) => {
      w.mailer.sent.length = 0;
      const call = callTo(w, ada.number, freshNumber());
      const dial = call.verb(await call.begin(), 'dial');
      const id = `RE${call.carrierId}`;
      w.carrier.recordings.set(id, writeWav(tone([300], 3000)));
      const [{ id: callId }] = (await ada.call(voice.calls)).body.calls;
      const at = (event: string, more = '') =>
        `/carrier/main/voice/${event}?company=${ada.companyId}&call=${callId}${more}`;
      const leg = { carrierId: `leg${call.carrierId}` };
      const news: Readonly<Record<(typeof steps)[number], readonly [string, Partial<CallNews>]>> = {
        'cell rings': [dial.numbers[0]?.statusUrl ?? '', { ...leg, state: 'ringing', sequence: '1' }],
        'cell ends': [
          dial.numbers[0]?.statusUrl ?? '',
          { ...leg, state: 'ended', end: 'no_answer', seconds: 0, sequence: '2' },
        ],
        'ring over': [dial.doneUrl, {}],
        'greeting over': [at('step', '&step=1'), {}],
        recorded: [at('recorded'), {}],
        ready: [at('recording'), { recording: { id, state: 'ready', seconds: 3 } }],
        over: [at('status'), { state: 'ended', end: 'completed', seconds: 61, sequence: '9' }],
      };
      for (const one of order) {
        w.clock.advance(seconds(13));
        await call.post(...news[one]);
      }
      if (!order.includes('over')) await call.over({ seconds: 61 });
      w.clock.advance(minutes(3));
      await w.drainJobs();
      const [found] = (await ada.call(voice.calls)).body.calls;
      expect(found).toMatchObject({ id: callId, state: 'ended' });
      expect(['missed', 'voicemail']).toContain(found.outcome);
      expect(w.mails()).toHaveLength(1);
      const { rows } = await w.pool.query(
        `select (select count(*) from call_leg where call_id = $1 and ended_at is null)::int as open,
            (select coalesce(sum(units), 0) from usage_entry where key in (select 'call:' || id from call_leg where call_id = $1))::int as minutes,
            (select count(*) from thread_entry e where e.ref_id = $1 or e.ref_id in (select id from voicemail where call_id = $1))::int as entries`,
        [callId],
      );
      expect(rows[0]).toMatchObject({ open: 0, minutes: 2 });
      expect(rows[0].entries).toBeGreaterThan(0);
    }),
    { numRuns: 25 },
  );
});
