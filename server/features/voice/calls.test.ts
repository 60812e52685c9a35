import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { tone } from '#contract/tones.ts';
import { voice } from '#contract/voice.ts';
import { writeWav } from '#contract/wav.ts';
import { minutes, seconds } from '#server/platform/clock.ts';
import { canWriteMp3 } from '#server/platform/sound/mp3.ts';
import { callTo } from '#test/calls.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { writeCallMail } from './mail-call.ts';

let w: World;
let ada: Awaited<ReturnType<World['line']>> & { number: string };
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(async () => {
  // Calls that earlier tests left ringing are nobody's business here.
  await w.pool.query('delete from graphile_worker._private_jobs');
  const made = await w.line();
  await w.drainJobs();
  ada = { ...made, number: (await made.call(settings.read)).body.number };
  w.mailer.sent.length = 0;
  w.carrier.orders.length = 0;
});

const spoken = (ms: number) => writeWav(tone([300], ms));
const only = async () => (await ada.call(voice.calls)).body.calls[0];
const outcome = async () => {
  const { outcome, reason } = await only();
  return [outcome, reason];
};
const change = (set: object) => ada.call(voice.changeRules, { body: { set } });
const legs = async () =>
  (
    await w.pool.query(
      'select kind, seconds, counted_at is not null as counted from call_leg where company_id = $1 order by id',
      [ada.companyId],
    )
  ).rows;
/** The recording arrives: told, fetched, stored. */
async function recorded(
  call: ReturnType<typeof callTo>,
  readyUrl: string,
  wav: Uint8Array,
  id = `RE${call.carrierId}`,
) {
  w.carrier.recordings.set(id, wav);
  await call.post(readyUrl, { recording: { id, state: 'ready', seconds: 3 } });
  await w.drainJobs();
}

describe('a call that comes in', () => {
  test('rings browser and cell, and the page shows it ringing', async () => {
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    expect(dial).toMatchObject({ ringSeconds: 25, shows: '+14155550177', numbers: [{ number: ada.cell }] });
    expect((await ada.call(voice.liveCalls)).body.calls).toMatchObject([
      { incoming: true, with: '+14155550177', state: 'ringing', browser: 'ringing' },
    ]);
  });

  test('told twice is one call with one answer', async () => {
    const call = callTo(w, ada.number);
    expect(await call.begin()).toEqual(await call.begin());
    expect((await ada.call(voice.calls)).body.calls).toHaveLength(1);
  });

  test('told twice in one moment is one call, and both are told the same', async () => {
    const call = callTo(w, ada.number);
    const [first, second, third] = await Promise.all([call.begin(), call.begin(), call.begin()]);
    expect(first).toMatchObject([{ do: 'dial' }]);
    expect([second, third]).toEqual([first, first]);
    expect((await ada.call(voice.calls)).body.calls).toHaveLength(1);
    expect(await legs()).toHaveLength(2);
  });

  test('to a number that is nobody’s is rejected', async () => {
    expect(await callTo(w, '+12125550100').begin()).toEqual([{ do: 'reject', as: 'rejected' }]);
  });

  test('that is not signed by the carrier is refused', async () => {
    const reply = await w.app.inject({
      method: 'POST',
      url: '/carrier/main/voice/incoming',
      payload: 'x=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(reply.statusCode).toBe(403);
  });

  test('of a blocked caller is rejected, told by no mail, and in no list', async () => {
    await ada.call(voice.block, { body: { number: '(415) 555-0177' } });
    const call = callTo(w, ada.number);
    expect(await call.begin()).toEqual([{ do: 'reject', as: 'rejected' }]);
    await call.over({ seconds: 0, end: 'busy' });
    await w.drainJobs();
    expect(w.mails()).toEqual([]);
    expect((await ada.call(voice.calls)).body.calls).toEqual([]);
    await ada.call(voice.unblock, { params: { number: '+14155550177' } });
    expect((await callTo(w, ada.number).begin())[0]?.do).toBe('dial');
  });
});

describe('answered on the cell', () => {
  test('after the key 1: the call is answered, both legs count their minutes once, no mail is sent', async () => {
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    const [cell] = dial.numbers;
    const ask = call.verb(await call.post(cell?.askUrl ?? '', { carrierId: 'CAcell', state: 'answered' }), 'gather');
    expect(await call.post(ask.keysUrl, { keys: '1' })).toEqual([]);
    expect((await ada.call(voice.liveCalls)).body.calls).toMatchObject([{ state: 'connected', browser: null }]);
    const leg = { carrierId: `leg${call.carrierId}`, sequence: '3' };
    await call.post(cell?.statusUrl ?? '', { ...leg, state: 'answered', sequence: '2' });
    for (const _ of [1, 2])
      await call.post(cell?.statusUrl ?? '', { ...leg, state: 'ended', end: 'completed', seconds: 61 });
    expect(call.verb(await call.post(dial.doneUrl, {}), 'hang up')).toBeDefined();
    for (const _ of [1, 2]) await call.over({ seconds: 60 });
    await w.drainJobs();
    expect(await outcome()).toEqual(['answered', null]);
    expect(await legs()).toEqual([
      { kind: 'caller', seconds: 60, counted: true },
      { kind: 'cell', seconds: 61, counted: true },
    ]);
    const ledger = await w.pool.query(
      "select sum(units)::int as minutes from usage_entry where company_id = $1 and meter = 'minutes'",
      [ada.companyId],
    );
    expect(ledger.rows[0].minutes).toBe(1 + 2);
    expect(w.mails()).toEqual([]);
  });

  test('a machine that answers presses no key, and the caller gets to our voicemail', async () => {
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    const ask = await call.post(dial.numbers[0]?.askUrl ?? '', { state: 'answered' });
    expect(ask.at(-1)).toEqual({ do: 'hang up' });
    w.clock.advance(seconds(26));
    expect((await call.post(dial.doneUrl, {}))[0]?.do).toBe('play');
  });

  test('without "press 1" whoever picks up has the call', async () => {
    await change({ pressToAccept: false });
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    expect(await call.post(dial.numbers[0]?.askUrl ?? '', { state: 'answered' })).toEqual([]);
  });
});

describe('answered in the browser', () => {
  test('the carrier is told to bring the sound here, and the cell stops', async () => {
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    const { id } = await only();
    expect(await ada.call(voice.accept, { params: { id } })).toMatchObject({
      status: 200,
      body: { state: 'connected', browser: 'on' },
    });
    expect(w.carrier.orders).toMatchObject([
      { carrierId: call.carrierId, plan: [{ do: 'connect' }, { do: 'say' }, { do: 'hang up' }] },
    ]);
    expect(await call.post(dial.numbers[0]?.askUrl ?? '', { state: 'answered' })).toEqual([{ do: 'hang up' }]);
    // The ring ran out at the carrier in this very moment: the call stays with the browser.
    expect((await call.post(dial.doneUrl, {}))[0]?.do).toBe('connect');
    await ada.call(voice.hangUp, { params: { id } });
    expect(w.carrier.orders.at(-1)).toEqual({ carrierId: call.carrierId, plan: 'end' });
    await call.over({ seconds: 30 });
    expect(await outcome()).toEqual(['answered', null]);
  });

  test('a caller who hangs up at that moment is a missed call, and says so', async () => {
    const call = callTo(w, ada.number);
    await call.begin();
    const { id } = await only();
    w.carrier.calls.set(call.carrierId, { carrierId: call.carrierId, from: '', to: '', state: 'ended' });
    expect((await ada.call(voice.accept, { params: { id } })).body.code).toBe('voice.call_over');
    await call.over({ seconds: 0, end: 'no_answer' });
    expect(await outcome()).toEqual(['missed', 'abandoned_ringing']);
  });

  test('another line, and another company, know of no such call', async () => {
    const call = callTo(w, ada.number);
    await call.begin();
    const { id } = await only();
    const colleague = await w.colleague(ada);
    const stranger = await w.line();
    for (const other of [colleague, stranger])
      for (const spec of [voice.accept, voice.decline, voice.hangUp])
        expect((await other.call(spec, { params: { id } })).body.code).toBe('voice.unknown_call');
  });

  test('declined with nothing else ringing, the caller goes on at once', async () => {
    await change({ forwardToCell: false });
    const call = callTo(w, ada.number);
    expect(await call.begin()).toMatchObject([{ do: 'pause', seconds: 25 }, { do: 'go to' }]);
    const { id } = await only();
    await ada.call(voice.decline, { params: { id } });
    expect(w.carrier.orders).toMatchObject([{ carrierId: call.carrierId, plan: [{ do: 'play' }, { do: 'go to' }] }]);
  });

  test('declined while the cell rings, the cell rings on; when that is over the caller goes on', async () => {
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    await ada.call(voice.decline, { params: { id: (await only()).id } });
    expect(w.carrier.orders).toEqual([]);
    expect((await call.post(dial.doneUrl, {}))[0]?.do).toBe('play');
  });

  test('a cell that declines leaves the browser the rest of its time', async () => {
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    w.clock.advance(seconds(5));
    expect(await call.post(dial.doneUrl, {})).toMatchObject([{ do: 'pause', seconds: 20 }, { do: 'go to' }]);
  });
});

describe('a caller who gives up', () => {
  test.each([
    ['while it rings', 'abandoned_ringing', async (call: ReturnType<typeof callTo>) => void (await call.begin())],
    [
      'in the greeting',
      'abandoned_greeting',
      async (call: ReturnType<typeof callTo>) => {
        const dial = call.verb(await call.begin(), 'dial');
        w.clock.advance(seconds(26));
        await call.post(dial.doneUrl, {});
      },
    ],
  ])('%s is a missed call (%s) with one mail', async (_, reason, run) => {
    const call = callTo(w, ada.number);
    w.clock.advance(minutes(1));
    const plan = run(call);
    await plan;
    w.clock.advance(seconds(30));
    await call.over({ seconds: reason === 'abandoned_ringing' ? 0 : 2, end: 'completed' });
    await w.drainJobs();
    expect(await outcome()).toEqual(['missed', reason]);
    expect(w.mails()).toHaveLength(1);
    expect(w.mails()[0]).toMatchObject({ to: ada.email, subject: 'Missed call from (415) 555-0177' });
  });

  test('at the beep, with nothing recorded', async () => {
    const call = callTo(w, ada.number);
    const plan = await call.begin();
    w.clock.advance(seconds(26));
    const record = await call.toBeep(plan);
    await call.over();
    expect((await only()).outcome).toBeNull();
    await call.post(record.readyUrl, { recording: { id: `RE${call.carrierId}`, state: 'absent', seconds: 0 } });
    expect(await outcome()).toEqual(['missed', 'voicemail_too_short']);
  });

  test.each([
    ['after a second of speech', spoken(1000)],
    ['after a minute of silence', writeWav(new Int16Array(480_000))],
  ])('%s leaves a missed call and no voicemail', async (_, wav) => {
    const call = callTo(w, ada.number);
    const plan = await call.begin();
    w.clock.advance(seconds(26));
    const record = await call.toBeep(plan);
    await call.over();
    await recorded(call, record.readyUrl, wav);
    expect(await outcome()).toEqual(['missed', 'voicemail_too_short']);
    expect(w.mails().map((mail) => mail.subject)).toEqual(['Missed call from (415) 555-0177']);
    expect(w.carrier.deleted).toContain(`RE${call.carrierId}`);
  });
});

describe('a voicemail', () => {
  async function leave(ms = 3000) {
    const call = callTo(w, ada.number);
    const plan = await call.begin();
    w.clock.advance(seconds(26));
    const record = await call.toBeep(plan);
    await call.over({ seconds: 20 });
    await recorded(call, record.readyUrl, spoken(ms));
    return { call, record };
  }

  test('is kept, deleted at the carrier, and mailed once with the recording', async () => {
    const { call, record } = await leave();
    await recorded(call, record.readyUrl, spoken(3000));
    expect(await outcome()).toEqual(['voicemail', null]);
    expect(w.carrier.deleted).toContain(`RE${call.carrierId}`);
    expect(w.mails()).toHaveLength(1);
    const [mail] = w.mails();
    expect(mail).toMatchObject({
      subject: 'Voicemail from (415) 555-0177',
      attachments: [{ contentType: (await canWriteMp3()) ? 'audio/mpeg' : 'audio/wav' }],
    });
    expect(mail?.text).toContain('left a voicemail of 3 seconds');
    expect(mail?.text).toContain('You get this because call e-mails are on');
    expect(mail?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  });

  test('that is too large for a mail is linked in it, not attached', async () => {
    const switchMails = (on: boolean) =>
      ada.call(settings.changePreferences, { body: { set: { emailNotifications: on } } });
    await switchMails(false);
    await leave();
    expect(w.mails()).toEqual([]);
    await switchMails(true);
    const twentyMinutes = 1200;
    const { rows } = await w.pool.query(
      'update voicemail set seconds = $2 where company_id = $1 returning call_id::text as "callId"',
      [ada.companyId, twentyMinutes],
    );
    await writeCallMail(w.deps, { companyId: ada.companyId, callId: rows[0].callId });
    await w.drainJobs();
    expect(w.mails()).toHaveLength(1);
    expect(w.mails()[0]?.attachments ?? []).toEqual([]);
    expect(w.mails()[0]?.text).toContain(`/calls?call=${rows[0].callId}`);
  });

  test('is played with ranges, marked heard, and deleted with its file', async () => {
    await leave();
    const { voicemail } = await only();
    expect(voicemail).toMatchObject({ seconds: 3, heardAt: null });
    expect(voicemail.peaks).toHaveLength(96);
    const params = { id: voicemail.id };
    const whole = await ada.call(voice.voicemailSound, { params });
    expect(whole.headers).toMatchObject({
      'accept-ranges': 'bytes',
      'content-type': 'audio/wav',
      'x-content-type-options': 'nosniff',
    });
    const part = await ada.call(voice.voicemailSound, { params, headers: { range: 'bytes=44-53' } });
    expect([part.status, part.body.length, part.headers['content-range']]).toEqual([206, 10, 'bytes 44-53/48044']);
    expect((await ada.call(voice.voicemailSound, { params, headers: { range: 'bytes=90000-' } })).status).toBe(416);
    const taken = await ada.call(voice.voicemailSound, { params, query: { download: true } });
    expect(taken.headers['content-disposition']).toMatch(/^attachment; filename="voicemail-[\d-]+\.(mp3|wav)"$/);
    if (await canWriteMp3()) {
      expect(taken.headers['content-type']).toBe('audio/mpeg');
      expect(taken.body.length).toBeLessThan(whole.body.length / 3);
    }
    expect((await ada.call(voice.calls)).body.unheard).toBe(1);
    await ada.call(voice.markHeard, { params, body: { heard: true } });
    expect((await ada.call(voice.calls)).body.unheard).toBe(0);
    const stranger = await w.line();
    expect((await stranger.call(voice.voicemailSound, { params })).body.code).toBe('voice.unknown_voicemail');
    expect((await stranger.call(voice.removeVoicemail, { params })).body.code).toBe('voice.unknown_voicemail');
    expect((await ada.call(voice.removeVoicemail, { params })).body.voicemail).toBeNull();
    await w.drainJobs();
    expect((await ada.call(voice.voicemailSound, { params })).status).toBe(404);
  });

  test('whose recording is never ready is a missed call after a minute, and no call stays open', async () => {
    const call = callTo(w, ada.number);
    const plan = await call.begin();
    w.clock.advance(seconds(26));
    await call.toBeep(plan);
    await call.over();
    w.clock.advance(seconds(61));
    await w.drainJobs();
    // The carrier was asked, and has none: nothing was said.
    expect(await outcome()).toEqual(['missed', 'voicemail_too_short']);
    expect(w.mails()).toHaveLength(1);
  });

  test('that comes after its minute is kept all the same, and mails nothing more', async () => {
    const call = callTo(w, ada.number);
    const plan = await call.begin();
    w.clock.advance(seconds(26));
    const record = await call.toBeep(plan);
    await call.over();
    w.clock.advance(seconds(61));
    await w.drainJobs();
    await recorded(call, record.readyUrl, spoken(3000));
    expect(await outcome()).toEqual(['missed', 'voicemail_too_short']);
    expect((await only()).voicemail).toMatchObject({ seconds: 3 });
    expect(w.mails()).toHaveLength(1);
  });

  test('that the carrier lost, or gave as something that is no sound, is a missed call', async () => {
    const call = callTo(w, ada.number);
    const plan = await call.begin();
    w.clock.advance(seconds(26));
    const record = await call.toBeep(plan);
    await call.over();
    await recorded(call, record.readyUrl, Buffer.from('PK\x03\x04 not a sound'));
    expect(await outcome()).toEqual(['missed', 'voicemail_lost']);
  });
});

describe('nobody hears of a call any more', () => {
  test('one that rings too long is moved on by our own clock', async () => {
    const call = callTo(w, ada.number);
    await call.begin();
    w.carrier.calls.set(call.carrierId, { carrierId: call.carrierId, from: '', to: '', state: 'ringing' });
    w.clock.advance(seconds(41));
    await w.drainJobs(1);
    expect(w.carrier.orders).toMatchObject([{ carrierId: call.carrierId, plan: [{ do: 'play' }, { do: 'go to' }] }]);
  });

  test('one that the carrier knows to be over is closed, with its minutes and its outcome', async () => {
    const call = callTo(w, ada.number);
    await call.begin();
    w.carrier.calls.set(call.carrierId, {
      carrierId: call.carrierId,
      from: '',
      to: '',
      state: 'ended',
      end: 'no_answer',
      seconds: 0,
    });
    w.clock.advance(minutes(2));
    await w.drainJobs();
    expect(await outcome()).toEqual(['missed', 'abandoned_ringing']);
    expect((await ada.call(voice.liveCalls)).body.calls).toEqual([]);
  });

  test('one that the carrier does not know is closed too', async () => {
    await callTo(w, ada.number).begin();
    w.clock.advance(minutes(2));
    await w.drainJobs();
    expect((await only()).state).toBe('ended');
  });

  test('late and disordered news change nothing that is decided', async () => {
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    await call.over({ seconds: 0, end: 'no_answer' });
    expect(await outcome()).toEqual(['missed', 'abandoned_ringing']);
    await call.post('/carrier/main/voice/status', { state: 'answered', sequence: '1' });
    await call.post(dial.doneUrl, {});
    await call.post(dial.numbers[0]?.statusUrl ?? '', { carrierId: 'CAlate', state: 'ringing', sequence: '1' });
    expect(await outcome()).toEqual(['missed', 'abandoned_ringing']);
    expect(await only()).toMatchObject({ state: 'ended', answeredAt: null });
  });
});

describe('a line that wants it otherwise', () => {
  test('has no mails when they are off, and one click in a mail turns them off', async () => {
    const first = callTo(w, ada.number);
    await first.begin();
    await first.over({ seconds: 0 });
    await w.drainJobs();
    const header = w.mails()[0]?.headers?.['List-Unsubscribe'] ?? '';
    const token = /call-emails-off#(\S+)/.exec(w.mails()[0]?.text ?? '')?.[1] ?? '';
    expect((await w.request(voice.lookAtOff, { body: { token } })).body).toMatchObject({ on: true });
    expect((await w.request(voice.lookAtOff, { body: { token: `${token}x` } })).body.code).toBe('voice.link_invalid');
    const reply = await w.app.inject({
      method: 'POST',
      url: new URL(header.slice(1, -1)).pathname,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    });
    expect(reply.statusCode).toBe(200);
    expect((await ada.call(settings.read)).body.emailNotifications).toBe(false);
    const second = callTo(w, ada.number);
    await second.begin();
    await second.over({ seconds: 0 });
    await w.drainJobs();
    expect(w.mails()).toHaveLength(1);
    expect((await w.request(voice.turnOffMails, { body: { token } })).body).toMatchObject({ on: false });
  });

  test('screens unknown callers: no key, no ringing', async () => {
    await change({ screenUnknown: true });
    const call = callTo(w, ada.number);
    const gather = call.verb(await call.begin(), 'gather');
    // Nobody is put off without a word.
    expect(await call.post(gather.keysUrl, { keys: '7' })).toMatchObject([{ do: 'say' }, { do: 'hang up' }]);
    await call.over({ seconds: 9 });
    expect(await outcome()).toEqual(['missed', 'screened']);
    const human = callTo(w, ada.number);
    expect((await human.post(human.verb(await human.begin(), 'gather').keysUrl, { keys: '1' }))[0]?.do).toBe('dial');
  });

  test('is not disturbed until the time is over', async () => {
    await ada.call(voice.doNotDisturb, { body: { minutes: 30 } });
    expect((await callTo(w, ada.number).begin())[0]?.do).toBe('play');
    w.clock.advance(minutes(31));
    expect((await callTo(w, ada.number).begin())[0]?.do).toBe('dial');
  });

  test('without voicemail says that nobody is there, and why the call was missed', async () => {
    await change({ voicemail: false });
    const call = callTo(w, ada.number);
    const dial = call.verb(await call.begin(), 'dial');
    await call.post(dial.numbers[0]?.statusUrl ?? '', { carrierId: 'CAbusy', state: 'ended', end: 'busy', seconds: 0 });
    w.clock.advance(seconds(26));
    expect((await call.post(dial.doneUrl, {})).map((verb) => verb.do)).toEqual(['say', 'hang up']);
    await call.over({ seconds: 4 });
    expect(await outcome()).toEqual(['missed', 'busy']);
  });

  test('masks its callers: the cell shows the line, the mail not the number', async () => {
    await change({ maskCallerId: true });
    const call = callTo(w, ada.number);
    expect(call.verb(await call.begin(), 'dial').shows).toBe(ada.number);
    await call.over({ seconds: 0 });
    await w.drainJobs();
    expect(w.mails()[0]?.subject).toBe('Missed call from ••• 0177');
    expect(w.mails()[0]?.text).not.toContain('555-0177');
  });

  test('is never rung on the telephone that calls', async () => {
    expect((await callTo(w, ada.number, ada.cell).begin())[0]?.do).toBe('pause');
  });
});

describe('a call out', () => {
  test('is placed with the line’s number, told how it goes, and counted', async () => {
    const placed = await ada.call(voice.place, { body: { to: '(212) 555-0123' } });
    expect(placed).toMatchObject({
      status: 201,
      body: { incoming: false, with: '+12125550123', browser: 'on', state: 'ringing' },
    });
    expect(w.carrier.orders).toEqual([{ to: '+12125550123' }]);
    expect((await ada.call(voice.place, { body: { to: '(212) 555-0124' } })).body.code).toBe('voice.on_call');
    const { rows } = await w.pool.query('select carrier_id from call where id = $1', [placed.body.id]);
    const call = callTo(w, '+12125550123', ada.number);
    const status = `/carrier/main/voice/status?company=${ada.companyId}&call=${placed.body.id}`;
    await call.post(status, { carrierId: rows[0].carrier_id, state: 'answered', sequence: '2' });
    expect((await only()).state).toBe('connected');
    await call.post(status, {
      carrierId: rows[0].carrier_id,
      state: 'ended',
      end: 'completed',
      seconds: 61,
      sequence: '3',
    });
    expect(await outcome()).toEqual(['answered', null]);
    expect(await legs()).toEqual([{ kind: 'called', seconds: 61, counted: true }]);
    await w.drainJobs();
    expect(w.mails()).toEqual([]);
  });

  test.each([
    ['an emergency number', '911', 'voice.emergency'],
    ['an emergency number with dashes', '9-1-1', 'voice.emergency'],
    ['an emergency number in wide digits', '９１１', 'voice.emergency'],
    ['an emergency number with a country code', '+1911', 'voice.emergency'],
    ['an emergency number of Europe', '112', 'voice.emergency'],
    ['an emergency number from abroad', '011 44 999', 'voice.emergency'],
    ['one abroad', '+44 20 7946 0018', 'voice.not_there'],
    ['one that costs extra', '+1 900 555 0123', 'voice.not_there'],
    ['nonsense', 'hello', 'voice.number_shape'],
  ])('to %s is refused, and nobody is called', async (_, to, code) => {
    expect((await ada.call(voice.place, { body: { to } })).body).toMatchObject({ code, field: 'to' });
    expect(w.carrier.orders).toEqual([]);
  });

  test('of the line to itself is refused', async () => {
    expect((await ada.call(voice.place, { body: { to: ada.number } })).body.code).toBe('voice.own_number');
  });

  test('that the carrier cannot take, or is silent about, is over at once', async () => {
    for (const mode of ['down', 'silent after taking'] as const) {
      w.carrier.mode = mode;
      expect((await ada.call(voice.place, { body: { to: '+12125550125' } })).body.code).toBe('voice.carrier_down');
      w.carrier.mode = 'takes';
      expect((await ada.call(voice.liveCalls)).body.calls).toEqual([]);
    }
  });
});

test('two devices that take a call in the same tick: one has it, every time', { timeout: 120_000 }, async () => {
  for (let trial = 0; trial < 40; trial += 1) {
    const call = callTo(w, ada.number, freshNumber());
    const dial = call.verb(await call.begin(), 'dial');
    const ask = call.verb(await call.post(dial.numbers[0]?.askUrl ?? '', { state: 'answered' }), 'gather');
    const { id } = await only();
    const answers = await Promise.all([
      ada.call(voice.accept, { params: { id } }),
      ada.call(voice.accept, { params: { id } }),
      call.post(ask.keysUrl, { keys: '1' }),
    ]);
    const [one, two, cell] = answers;
    const winners = [one.status === 200, two.status === 200, cell.length === 0].filter(Boolean);
    expect(winners).toHaveLength(1);
    await call.over({ seconds: 1 });
  }
});
