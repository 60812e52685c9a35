import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { speechMs } from '#contract/loudness.ts';
import { muLawOf, samplesOf } from '#contract/mu-law.ts';
import { strengthOf, tone } from '#contract/tones.ts';
import { readWav, writeWav } from '#contract/wav.ts';
import { openSimulator } from '#test/simulator.ts';
import { sdkFor } from '#test/twilio-sdk.ts';

// An application of somebody who rents a number here, in the words of Twilio, driven by the official SDK.
const twiml = () => new twilio.twiml.VoiceResponse();
let rig: Awaited<ReturnType<typeof openSimulator>>;
let client: ReturnType<typeof twilio>;
let app: Server;
let appUrl: string;
/** What each path of the application answers, and every form it was sent. */
const answers = new Map<string, (form: Record<string, string>) => string | Promise<string>>();
const heard: { path: string; form: Record<string, string>; genuine: boolean }[] = [];
const sounds = new Map<string, Uint8Array>();
const media = new WebSocketServer({ noServer: true });

beforeAll(async () => {
  rig = await openSimulator();
  client = sdkFor(rig.simulator().url, rig.simulator().accountSid, rig.simulator().authToken);
  app = createServer(async (request, response) => {
    const path = request.url ?? '';
    const sound = sounds.get(path);
    if (sound) return void response.writeHead(200, { 'content-type': 'audio/wav' }).end(sound);
    let body = '';
    for await (const chunk of request) body += chunk;
    const form = Object.fromEntries(new URLSearchParams(body));
    const signature = String(request.headers['x-twilio-signature']);
    const genuine = twilio.validateRequest(rig.simulator().authToken, signature, appUrl + path, form);
    heard.push({ path, form, genuine });
    const answer = await answers.get(path)?.(form);
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'text/xml' }).end(answer ?? '');
  });
  app.on('upgrade', (request, socket, head) =>
    media.handleUpgrade(request, socket, head, (ws) => media.emit('connection', ws, request)),
  );
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`; // a TCP server that listens has one
  const [rented] = await client.incomingPhoneNumbers.list({ phoneNumber: rig.ours });
  await client.incomingPhoneNumbers(rented?.sid ?? '').update({
    voiceUrl: `${appUrl}/voice`,
    statusCallback: `${appUrl}/status`,
  });
  answers.set('/status', () => '');
  answers.set('/leg', () => '');
  answers.set('/ready', () => '');
});
afterEach(() => {
  heard.length = 0;
});
afterAll(async () => {
  await rig?.close();
  app?.closeAllConnections();
  app?.close();
});

/** The machine may be busy: what is to come soon gets ten seconds. */
const soon = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 10_000, interval: 30 });
const told = (path: string) => heard.filter((one) => one.path === path).map((one) => one.form);
const ended = (sid: string) =>
  vi.waitFor(
    async () => {
      const call = await client.calls(sid).fetch();
      expect(['completed', 'busy', 'failed', 'no-answer', 'canceled']).toContain(call.status);
      return call;
    },
    { timeout: 10_000, interval: 50 },
  );
const callIn = (script: string, from = '+14155550177') => client.calls.create({ to: rig.ours, from, twiml: script });
const habit = (number: string, calls: string, more: object = {}) =>
  rig.handsets('POST', `handsets/${number}`, { calls, ...more });

test('a call is answered, hears a sound, and ends where its instructions end', async () => {
  sounds.set('/tone.wav', writeWav(tone([1000], 300)));
  answers.set('/voice', () => {
    const response = twiml();
    response.play(`${appUrl}/tone.wav`);
    return response.toString();
  });
  const call = await callIn('<Response><Pause length="20"/></Response>');
  expect(call).toMatchObject({ direction: 'inbound', from: '+14155550177', to: rig.ours });
  expect(await ended(call.sid)).toMatchObject({ status: 'completed', duration: '1' });
  await soon(() => expect(told('/status')).toHaveLength(1));
  expect(told('/status')[0]).toMatchObject({
    CallSid: call.sid,
    CallStatus: 'completed',
    CallDuration: '1',
    Duration: '1',
  });
  expect(heard.every((one) => one.genuine)).toBe(true);
});

test('a caller who hangs up while it rings was never answered', async () => {
  answers.set('/voice', () => {
    const response = twiml();
    response.dial({ timeout: 20, answerOnBridge: true }).number('+13125550188');
    return response.toString();
  });
  await habit('+13125550188', 'ring');
  const call = await callIn('', '+14155550178').catch(() => undefined);
  expect(call).toBeUndefined();
  await rig.handsets('POST', 'handsets/+14155550178/call', { to: rig.ours });
  await soon(async () =>
    expect((await rig.handsets('GET', 'handsets/+13125550188/call')).body.call?.state).toBe('ringing'),
  );
  await rig.handsets('POST', 'handsets/+14155550178/call/hang-up');
  await soon(() => expect(told('/status')[0]).toMatchObject({ CallStatus: 'no-answer', CallDuration: '0' }));
  expect((await rig.handsets('GET', 'handsets/+13125550188/call')).body.call).toBeNull();
});

test.each([
  ['answer', 'completed', 'true'],
  ['busy', 'busy', 'false'],
  ['decline', 'busy', 'false'],
  ['ring', 'no-answer', 'false'],
  ['unreachable', 'no-answer', 'false'],
])('a forwarded call to a handset that does "%s" is told as %s', async (calls, status, bridged) => {
  const cell = '+13125550190';
  await habit(cell, calls, { script: '<Response><Pause length="1"/></Response>' });
  answers.set('/voice', () => {
    const response = twiml();
    const number = {
      statusCallback: `${appUrl}/leg`,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    };
    response.dial({ timeout: 1, answerOnBridge: true, action: '/next' }).number(number as never, cell); // the builder's type wants an enum
    return response.toString();
  });
  answers.set('/next', () => '<Response><Hangup/></Response>');
  const call = await callIn('<Response><Pause length="20"/></Response>');
  const over = await ended(call.sid);
  expect(told('/next')[0]).toMatchObject({ DialCallStatus: status, DialBridged: bridged });
  expect(Number(over.duration)).toBe(status === 'completed' ? 1 : 0);
  await soon(() => expect(told('/leg').at(-1)?.CallStatus).toBe(status === 'completed' ? 'completed' : status));
  const mine = told('/leg').filter((form) => form.ParentCallSid === call.sid);
  expect(mine.length).toBeGreaterThan(1);
  const sequence = mine.map((form) => Number(form.SequenceNumber));
  expect(new Set(sequence).size).toBe(sequence.length);
});

test('who is called may be asked first, and only a key connects', async () => {
  const cell = '+13125550191';
  answers.set('/voice', () => {
    const response = twiml();
    response.dial({ timeout: 5, answerOnBridge: true, action: '/next' }).number({ url: '/ask' }, cell);
    return response.toString();
  });
  answers.set('/ask', () => {
    const response = twiml();
    response.gather({ numDigits: 1, timeout: 1, action: '/pressed' }).pause({ length: 0 });
    response.hangup();
    return response.toString();
  });
  answers.set('/pressed', ({ Digits }) => (Digits === '1' ? '<Response/>' : '<Response><Hangup/></Response>'));
  answers.set('/next', () => '<Response><Hangup/></Response>');
  for (const [script, bridged] of [
    ['<Response><Pause length="1"/><Play digits="1"/><Pause length="1"/></Response>', 'true'],
    ['<Response><Pause length="1"/><Play digits="2"/><Pause length="1"/></Response>', 'false'],
    // A machine that answers and talks.
    ['<Response><Say>Leave a message after the tone.</Say><Pause length="3"/></Response>', 'false'],
  ]) {
    heard.length = 0;
    await habit(cell, 'answer', { script });
    await ended((await callIn('<Response><Pause length="20"/></Response>')).sid);
    expect(told('/next')[0]?.DialBridged).toBe(bridged);
  }
});

test('two are rung at once, the first connects and the other stops', async () => {
  await habit('+13125550192', 'ring');
  await habit('+13125550193', 'answer', { afterSeconds: 1, script: '<Response><Pause length="1"/></Response>' });
  answers.set('/voice', () => {
    const response = twiml();
    const dial = response.dial({ timeout: 5, answerOnBridge: true, action: '/next' });
    dial.number('+13125550192');
    dial.number('+13125550193');
    return response.toString();
  });
  answers.set('/next', () => '<Response><Hangup/></Response>');
  const call = await callIn('<Response><Pause length="20"/></Response>');
  await ended(call.sid);
  const legs = await client.calls.list({ parentCallSid: call.sid });
  expect(legs.map((leg) => [leg.to, leg.status]).sort()).toEqual([
    ['+13125550192', 'canceled'],
    ['+13125550193', 'completed'],
  ]);
});

test('what a caller says after the beep is recorded, frame for frame, fetched and deleted', async () => {
  answers.set('/voice', () => {
    const response = twiml();
    response.record({ action: '/done', timeout: 2, finishOnKey: '#', recordingStatusCallback: '/ready' });
    response.say('Nothing was heard.');
    return response.toString();
  });
  answers.set('/done', () => '<Response><Hangup/></Response>');
  const said = tone([600], 2000);
  sounds.set('/said.wav', writeWav(said));
  const call = await callIn(
    `<Response><Pause length="1"/><Play>${appUrl}/said.wav</Play><Play digits="#"/><Pause length="5"/></Response>`,
  );
  await ended(call.sid);
  expect(told('/done')[0]).toMatchObject({ Digits: '#' });
  await soon(() => expect(told('/ready')[0]?.RecordingStatus).toBe('completed'));
  const sid = told('/ready')[0]?.RecordingSid ?? '';
  const [recording] = await client.calls(call.sid).recordings.list();
  expect(recording).toMatchObject({ sid, status: 'completed', source: 'RecordVerb' });
  const file = await fetchAsAccount(`Recordings/${sid}.wav`);
  const { samples } = readWav(new Uint8Array(await file.arrayBuffer()));
  const from = samples.findIndex((sample) => Math.abs(sample) > 300);
  // From its first sample on, it is what the telephone was given.
  expect(samples.subarray(from, from + 15_000)).toEqual(
    samplesOf(muLawOf(said)).subarray(alignedTo(said), alignedTo(said) + 15_000),
  );
  expect(await client.recordings(sid).remove()).toBe(true);
  expect((await fetchAsAccount(`Recordings/${sid}.wav`)).status).toBe(404);
});
const alignedTo = (said: Int16Array) => samplesOf(muLawOf(said)).findIndex((sample) => Math.abs(sample) > 300);

test('a caller who says nothing leaves no recording, and the next verb runs', async () => {
  answers.set('/voice', () => {
    const response = twiml();
    response.record({
      action: '/done',
      timeout: 1,
      recordingStatusCallback: '/ready',
      recordingStatusCallbackEvent: ['completed', 'absent'],
    });
    response.redirect('/after');
    return response.toString();
  });
  answers.set('/after', () => '<Response><Hangup/></Response>');
  const call = await callIn('<Response><Pause length="20"/></Response>');
  await ended(call.sid);
  expect(told('/done')).toEqual([]);
  expect(told('/after')).toHaveLength(1);
  await soon(() => expect(told('/ready')[0]).toMatchObject({ RecordingStatus: 'absent', RecordingDuration: '0' }));
});

test('a disk that takes no recording is told as one that failed, and the caller hears what comes next', async () => {
  await rm(rig.recordingsDir, { recursive: true, force: true });
  // No folder can be made where a file is.
  await writeFile(rig.recordingsDir, '');
  answers.set('/voice', () => {
    const response = twiml();
    response.record({ action: '/done', timeout: 2, recordingStatusCallback: '/ready' });
    response.redirect('/after');
    return response.toString();
  });
  answers.set('/after', () => '<Response><Say>That could not be recorded.</Say><Hangup/></Response>');
  sounds.set('/said.wav', writeWav(tone([600], 3000)));
  const call = await callIn(`<Response><Play>${appUrl}/said.wav</Play><Pause length="20"/></Response>`);
  await ended(call.sid);
  expect(told('/done')).toEqual([]);
  expect(told('/after')).toHaveLength(1);
  await soon(() => expect(told('/ready')[0]).toMatchObject({ RecordingStatus: 'failed' }));
  await rm(rig.recordingsDir);
});

test('a stream carries the call to a server and back', async () => {
  answers.set('/voice', () => {
    const response = twiml();
    response.connect().stream({ url: `${appUrl.replace('http', 'ws')}/media` });
    return response.toString();
  });
  const events: string[] = [];
  const inbound: Uint8Array[] = [];
  media.once('connection', (socket) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.event !== 'media') events.push(message.event);
      else {
        inbound.push(Buffer.from(message.media.payload, 'base64'));
        // The echo is what the caller hears.
        socket.send(JSON.stringify({ event: 'media', streamSid: message.streamSid, media: message.media }));
      }
    });
  });
  sounds.set('/said.wav', writeWav(tone([800], 1000)));
  const call = await callIn(
    `<Response><Play>${appUrl}/said.wav</Play><Pause length="1"/><Play digits="5"/></Response>`,
  );
  await soon(async () =>
    expect((await rig.handsets('GET', 'handsets/+14155550177/call')).body.call?.framesHeard).toBeGreaterThanOrEqual(45),
  );
  await ended(call.sid);
  await soon(() => expect(events).toEqual(['connected', 'start', 'dtmf', 'stop']));
  const sound = samplesOf(Buffer.concat(inbound));
  expect(speechMs(sound.subarray(0, 8000))).toBeGreaterThan(900);
  expect(strengthOf(sound.subarray(800, 7200), 800)).toBeGreaterThan(0.3);
});

test('the account calls somebody, redirects the call while it lives, and ends it', async () => {
  await habit('+13125550194', 'answer');
  const call = await client.calls.create({
    from: rig.ours,
    to: '+13125550194',
    twiml: '<Response><Pause length="30"/></Response>',
    statusCallback: `${appUrl}/leg`,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  });
  expect(call).toMatchObject({ direction: 'outbound-api', status: 'queued' });
  await soon(async () => expect((await client.calls(call.sid).fetch()).status).toBe('in-progress'));
  answers.set('/next', () => '<Response><Pause length="30"/></Response>');
  await client.calls(call.sid).update({ url: `${appUrl}/next` });
  await soon(() => expect(told('/next')).toHaveLength(1));
  await client.calls(call.sid).update({ status: 'completed' });
  expect((await ended(call.sid)).status).toBe('completed');
  await soon(() =>
    expect(told('/leg').map((form) => form.CallStatus)).toEqual(['queued', 'ringing', 'in-progress', 'completed']),
  );
  await expect(client.calls(call.sid).update({ twiml: '<Response/>' })).rejects.toMatchObject({ code: 21220 });
});

test.each([
  ['a number that is none', { to: '+15551234567' }, 21211],
  ['an emergency number', { to: '911' }, 21211],
  ['a caller nobody knows to a number nobody has', { to: '+14155550123', from: '+14155550124' }, 21210],
  ['nothing to do', { twiml: undefined }, 21205],
  ['a document that is none', { twiml: '<Response>' }, 12100],
])('a call with %s is refused as Twilio does', async (_, change, code) => {
  const call = { to: '+13125550195', from: rig.ours, twiml: '<Response/>', ...change };
  await expect(client.calls.create(call as never)).rejects.toMatchObject({ code }); // a wrong call is what is tried
});

test('a server that is away is asked twice, then the caller hears that it failed', async () => {
  answers.delete('/voice');
  const call = await callIn('<Response><Pause length="20"/></Response>');
  const over = await ended(call.sid);
  expect(told('/voice')).toHaveLength(2);
  expect(over.status).toBe('completed');
});

test('a number that forwards to a number that forwards back does not ring for ever', async () => {
  answers.set('/voice', () => {
    const response = twiml();
    response.dial({ timeout: 5, answerOnBridge: true, callerId: '+14155550177', action: '/next' }).number(rig.ours);
    return response.toString();
  });
  answers.set('/next', () => '<Response><Hangup/></Response>');
  await ended((await callIn('<Response><Pause length="20"/></Response>')).sid);
  await soon(async () => expect(await client.calls.list({ status: 'ringing' })).toEqual([]));
  expect(told('/voice').length).toBeLessThan(10);
});

test('a process that dies during a call leaves its recording, and the call is over after the next start', async () => {
  answers.set('/voice', () => {
    const response = twiml();
    response.record({ action: '/done', timeout: 9, recordingStatusCallback: '/ready' });
    return response.toString();
  });
  sounds.set('/long.wav', writeWav(tone([500], 4000)));
  const call = await callIn(`<Response><Pause length="1"/><Play>${appUrl}/long.wav</Play></Response>`);
  await soon(async () => expect((await client.calls(call.sid).recordings.list())[0]?.status).toBe('processing'));
  await new Promise((resolve) => setTimeout(resolve, 2000));
  // What a kill leaves: rows that say the call goes on, and a file that was being written.
  const { rows } = await rig.database.pool.query('select sid from simulator.recording where call_sid = $1', [call.sid]);
  await rig.restart();
  await rig.database.pool.query("update simulator.call set ended_at = null, status = 'in-progress' where sid = $1", [
    call.sid,
  ]);
  await rig.database.pool.query("update simulator.recording set status = 'in-progress' where call_sid = $1", [
    call.sid,
  ]);
  heard.length = 0;
  await rig.restart();
  client = sdkFor(rig.simulator().url, rig.simulator().accountSid, rig.simulator().authToken);
  expect((await client.calls(call.sid).fetch()).status).toBe('completed');
  await soon(() =>
    expect(told('/ready')[0]).toMatchObject({ RecordingSid: rows[0].sid, RecordingStatus: 'completed' }),
  );
  const file = await fetchAsAccount(`Recordings/${rows[0].sid}.wav`);
  expect(speechMs(readWav(new Uint8Array(await file.arrayBuffer())).samples)).toBeGreaterThan(1000);
  expect(await rig.carrier().findRecordingOf(call.sid)).toMatchObject({ id: rows[0].sid, state: 'ready' });
});

test('a call that a process took with it when it died is billed until then, however late the next start is', async () => {
  answers.set('/voice', () => {
    const response = twiml();
    response.say('Hello.');
    response.pause({ length: 30 });
    return response.toString();
  });
  const call = await callIn('<Response><Pause length="60"/></Response>');
  const row = async () =>
    (await rig.database.pool.query('select * from simulator.call where sid = $1', [call.sid])).rows[0];
  await soon(async () => expect((await row()).status).toBe('in-progress'));
  // While it lives it is noted every few seconds.
  await soon(async () => {
    const { seen_at: seen, answered_at: answered } = await row();
    expect(seen - answered).toBeGreaterThan(2000);
  });
  await rig.restart();
  // What a kill leaves behind, found hours later.
  await rig.database.pool.query(
    `update simulator.call set ended_at = null, status = 'in-progress', created_at = now() - interval '9 hours',
       answered_at = now() - interval '9 hours', seen_at = now() - interval '9 hours' + interval '50 seconds' where sid = $1`,
    [call.sid],
  );
  heard.length = 0;
  await rig.restart();
  client = sdkFor(rig.simulator().url, rig.simulator().accountSid, rig.simulator().authToken);
  expect(await client.calls(call.sid).fetch()).toMatchObject({ status: 'completed', duration: '50' });
  await soon(() =>
    expect(told('/status')).toContainEqual(expect.objectContaining({ CallSid: call.sid, CallDuration: '50' })),
  );
});

function fetchAsAccount(path: string): Promise<Response> {
  const { url, accountSid, authToken } = rig.simulator();
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return fetch(`${url}/2010-04-01/Accounts/${accountSid}/${path}`, { headers: { authorization } });
}
