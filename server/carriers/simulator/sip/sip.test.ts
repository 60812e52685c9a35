import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { samplesOf } from '#contract/mu-law.ts';
import { strengthOf } from '#contract/tones.ts';
import { openSimulator } from '#test/simulator.ts';
import { answerTo, sdpAt, sipPeer } from '#test/sip-peer.ts';
import { admits } from './admission.ts';
import { first, readMessage } from './message.ts';
import { readPacket, writePacket } from './rtp.ts';
import type { Answer, Incoming } from './server-transactions.ts';

// A telephone whose every message the test writes itself calls a number that an application of somebody has rented.
let rig: Awaited<ReturnType<typeof openSimulator>>;
let phone: Awaited<ReturnType<typeof sipPeer>>;
let app: Server;
let twiml = '';
const told: Record<string, string>[] = [];
// Numbers of each test's own: what the test before left behind may still be on its way.
let cell = '';
let grace = '';
let count = 0;
const t1 = 40;

beforeAll(async () => {
  rig = await openSimulator({}, { port: 0, host: '127.0.0.1', pace: { t1, t2: 160 } });
  app = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.url === '/status') told.push(Object.fromEntries(new URLSearchParams(body)));
    response.writeHead(200, { 'content-type': 'text/xml' }).end(request.url === '/status' ? '' : twiml);
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`; // a TCP server that listens has one
  await rig.database.pool.query('update simulator.served set voice_url = $1, status_callback = $2', [
    `${url}/voice`,
    `${url}/status`,
  ]);
  phone = await sipPeer(rig.simulator().sipAddress ?? '');
});
beforeEach(() => {
  count += 1;
  cell = `+1312555${3000 + count}`;
  grace = `+1415555${3000 + count}`;
});
afterEach(() => phone.forget());
afterAll(async () => {
  phone?.close();
  await rig?.close();
  app?.closeAllConnections();
  app?.close();
});

const soon = <T>(look: () => T) => vi.waitFor(look, { timeout: 10_000, interval: 20 });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const tagOf = (answer: { to: { tag: string | undefined } }) => answer.to.tag ?? '';
/** What was reported of this test's call. */
const reports = () => told.filter(({ From }) => From === grace);
const ringing = () =>
  `<Response><Dial answerOnBridge="true" timeout="20"><Number>+1310555${3000 + count}</Number></Dial></Response>`;
const talking = '<Response><Pause length="0"/><Say>Hello</Say><Pause length="30"/></Response>';
const dialCell = () =>
  `<Response><Dial answerOnBridge="true" timeout="20" callerId="${grace}"><Number>${cell}</Number></Dial></Response>`;
const register = (call: ReturnType<typeof phone.call>, more = 'Expires: 60') =>
  phone.send(call.request('REGISTER', { headers: more, branch: `${call.id}-r${Math.random()}` }));

async function connected() {
  twiml = talking;
  const call = phone.call(grace, rig.ours);
  phone.send(call.request('INVITE', { body: sdpAt(40_000) }));
  const answer = await phone.answer(200);
  phone.send(call.request('ACK', { branch: `${call.id}-ack`, toTag: tagOf(answer) }));
  return { call, toTag: tagOf(answer), answer };
}

test('a call is told 100, 180 and 200, and goes until BYE', async () => {
  const { call, toTag } = await connected();
  expect(phone.responses().map(({ status }) => status)).toEqual(expect.arrayContaining([100, 180, 200]));
  phone.send(call.request('BYE', { seq: 2, branch: `${call.id}-bye`, toTag }));
  await phone.answer(200, 'BYE');
  await soon(() => expect(reports()[0]).toMatchObject({ CallStatus: 'completed', From: grace, To: rig.ours }));
});

test('BYE of a call that is none, or of another side of it, is answered 481 and ends nothing', async () => {
  const { call, toTag } = await connected();
  phone.send(call.request('BYE', { seq: 2, branch: `${call.id}-b1`, toTag: 'other' }));
  await phone.answer(481, 'BYE');
  phone.send(phone.call(grace, rig.ours).request('BYE', { seq: 2, toTag }));
  await soon(() => expect(phone.responses('BYE')).toHaveLength(2));
  expect(phone.responses('BYE').map(({ status }) => status)).toEqual([481, 481]);
  expect(reports()).toEqual([]);
  phone.send(call.request('BYE', { seq: 3, branch: `${call.id}-b2`, toTag }));
  await phone.answer(200, 'BYE');
});

test('a caller who gives up while it rings gets 487, and was never answered', async () => {
  twiml = ringing();
  const call = phone.call(grace, rig.ours);
  phone.send(call.request('INVITE', { body: sdpAt(40_000) }));
  await phone.answer(180);
  phone.send(call.request('CANCEL'));
  await phone.answer(200, 'CANCEL');
  const refusal = await phone.answer(487);
  phone.send(call.request('ACK', { toTag: tagOf(refusal) }));
  await soon(() => expect(reports()[0]).toMatchObject({ CallStatus: 'no-answer', CallDuration: '0' }));
});

test('CANCEL of what nobody knows is 481; of a call that is answered it changes nothing', async () => {
  phone.send(phone.call(grace, rig.ours).request('CANCEL'));
  await phone.answer(481, 'CANCEL');
  const { call, toTag } = await connected();
  phone.send(call.request('CANCEL'));
  await phone.answer(200, 'CANCEL');
  await pause(100);
  expect(reports()).toEqual([]);
  phone.send(call.request('BYE', { seq: 2, branch: `${call.id}-bye`, toTag }));
  await phone.answer(200, 'BYE');
});

test('an INVITE that comes twice is one call, and the last answer comes again', async () => {
  twiml = ringing();
  const call = phone.call(grace, rig.ours);
  phone.send(call.request('INVITE', { body: sdpAt(40_000) }));
  await phone.answer(180);
  phone.send(call.request('INVITE', { body: sdpAt(40_000) }));
  await soon(() => expect(phone.responses().filter(({ status }) => status === 180)).toHaveLength(2));
  const { rows } = await rig.database.pool.query(
    "select 1 from simulator.call where from_number = $1 and ended_at is null and direction = 'inbound'",
    [grace],
  );
  expect(rows).toHaveLength(1);
  phone.send(call.request('CANCEL'));
  await phone.answer(487);
});

test('an answer is sent until it is acknowledged, ever more seldom; never acknowledged, the call is hung up', async () => {
  twiml = talking;
  const call = phone.call(grace, rig.ours);
  phone.send(call.request('INVITE', { body: sdpAt(40_000) }));
  await soon(() => expect(phone.responses().filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(4));
  const times = phone.came.filter(({ text }) => text.startsWith('SIP/2.0 200')).map(({ at }) => at);
  const gaps = times.slice(1, 4).map((at, nth) => at - (times[nth] ?? 0));
  expect(gaps[1]).toBeGreaterThan((gaps[0] ?? 0) * 1.3);
  await phone.asked('BYE');
  await soon(() => expect(reports()[0]).toMatchObject({ CallStatus: 'completed' }));
});

test('a refusal is sent until it is acknowledged, then no more', async () => {
  const call = phone.call(grace, '+14155559999');
  phone.send(call.request('INVITE', { body: sdpAt(40_000) }));
  await soon(() => expect(phone.responses().filter(({ status }) => status === 404).length).toBeGreaterThanOrEqual(2));
  phone.send(call.request('ACK', { toTag: tagOf(await phone.answer(404)) }));
  await pause(30);
  const before = phone.responses().length;
  await pause(8 * t1);
  expect(phone.responses()).toHaveLength(before);
});

interface Wrong {
  readonly to?: string;
  readonly from?: string;
  readonly body?: string;
  readonly headers?: string;
  readonly hops?: number;
}
test.each<[string, number, Wrong]>([
  ['a number nobody has', 404, { to: '+14155559998' }],
  ['a number that is none', 404, { to: 'nobody' }],
  ['a caller without a number', 403, { from: 'alice' }],
  ['sound that is not G.711', 488, { body: sdpAt(40_000, '18') }],
  ['a picture alone', 488, { body: sdpAt(40_000).replace('m=audio', 'm=video') }],
  ['something that is no description of sound', 488, { body: 'x' }],
  ['an extension we lack', 420, { headers: 'Require: 100rel' }],
  ['no hops left', 483, { hops: 0 }],
])('a call with %s is answered %i', async (_, status, wrong) => {
  const call = phone.call(wrong.from ?? grace, wrong.to ?? rig.ours);
  const text = call.request('INVITE', { body: wrong.body ?? sdpAt(40_000), headers: wrong.headers ?? '' });
  phone.send(text.replace('Forwards: 70', `Forwards: ${wrong.hops ?? 70}`));
  phone.send(call.request('ACK', { toTag: tagOf(await phone.answer(status)) }));
});

test('a number that is served here cannot be used as the caller from outside', async () => {
  const call = phone.call(rig.ours, rig.ours);
  phone.send(call.request('INVITE', { body: sdpAt(40_000) }));
  phone.send(call.request('ACK', { toTag: tagOf(await phone.answer(403)) }));
});

test.each([
  ['busy', 486, '<Response><Reject reason="busy"/></Response>'],
  ['rejected', 603, '<Response><Reject/></Response>'],
  ['ended before it is answered', 480, '<Response><Hangup/></Response>'],
])('a call that is %s is answered %i', async (_, status, answer) => {
  twiml = answer;
  const call = phone.call(grace, rig.ours);
  phone.send(call.request('INVITE', { body: sdpAt(40_000) }));
  phone.send(call.request('ACK', { toTag: tagOf(await phone.answer(status)) }));
});

test('OPTIONS is answered with what can be done, and what cannot with 405', async () => {
  phone.send(phone.call(grace, rig.ours).request('OPTIONS'));
  expect(first((await phone.answer(200, 'OPTIONS')).headers, 'allow')).toContain('INVITE');
  phone.send(phone.call(grace, rig.ours).request('PUBLISH'));
  await phone.answer(405, 'PUBLISH');
});

test('a request that lacks a part is answered 400; noise and empty lines are not', async () => {
  const text = phone.call(grace, rig.ours).request('OPTIONS');
  phone.send(text.replace(/From: .*\r\n/, ''));
  phone.send('\r\n\r\n');
  phone.send('hello');
  phone.send(new Uint8Array([0, 255, 13, 10, 13, 10]));
  const answers = () => phone.came.map(({ text: one }) => one.slice(0, 11)).filter((one) => !one.startsWith('BYE'));
  await soon(() => expect(answers()).toEqual(['SIP/2.0 400']));
});

test('keys of RFC 4733 come through once each, whichever law is spoken', async () => {
  twiml =
    '<Response><Gather numDigits="2" timeout="5" action="/voice"><Pause length="5"/></Gather><Hangup/></Response>';
  const rtp = createSocket('udp4');
  rtp.bind(0, '127.0.0.1');
  await once(rtp, 'listening');
  const heard: Uint8Array[] = [];
  rtp.on('message', (bytes) => heard.push(bytes));
  const call = phone.call(grace, rig.ours);
  phone.send(call.request('INVITE', { body: sdpAt(rtp.address().port, '8 101') }));
  const answer = await phone.answer(200);
  phone.send(call.request('ACK', { branch: `${call.id}-ack`, toTag: tagOf(answer) }));
  const port = Number(/m=audio (\d+) RTP\/AVP 8 101/.exec(answer.body)?.[1]);
  twiml = '<Response><Hangup/></Response>';
  let sequence = 65_534;
  for (const [nth, key] of [4, 2].entries())
    for (let time = 0; time < 5; time += 1) {
      const payload = new Uint8Array([key, time > 2 ? 0x8a : 0x0a, 0, 160 * time]);
      const packet = { type: 101, marker: time === 0, sequence, timestamp: 800 * nth, source: 7, payload };
      rtp.send(writePacket(packet), port, '127.0.0.1');
      sequence += 1;
    }
  await phone.asked('BYE');
  await soon(() => expect(reports()[0]).toMatchObject({ CallStatus: 'completed' }));
  rtp.close();
  expect(heard.every((bytes) => readPacket(bytes)?.type === 8)).toBe(true);
});

test('a telephone that offers nothing chooses from our offer', async () => {
  twiml = talking;
  const call = phone.call(grace, rig.ours);
  phone.send(call.request('INVITE'));
  const answer = await phone.answer(200);
  expect(answer.body).toMatch(/m=audio \d+ RTP\/AVP 0 8 101/);
  const rtp = createSocket('udp4');
  rtp.bind(0, '127.0.0.1');
  await once(rtp, 'listening');
  const types = new Set<number | undefined>();
  rtp.on('message', (bytes) => types.add(readPacket(bytes)?.type));
  const body = sdpAt(rtp.address().port, '8');
  phone.send(call.request('ACK', { branch: `${call.id}-ack`, toTag: tagOf(answer), body }));
  await soon(() => expect([...types]).toEqual([8]));
  phone.send(call.request('BYE', { seq: 2, branch: `${call.id}-bye`, toTag: tagOf(answer) }));
  await phone.answer(200, 'BYE');
  rtp.close();
});

test('a telephone that registered is rung by its number, answers, and both hear each other', async () => {
  const called = await sipPeer(rig.simulator().sipAddress ?? '');
  const registration = called.call(cell, cell);
  called.send(registration.request('REGISTER', { headers: 'Expires: 60' }));
  const bound = await called.answer(200, 'REGISTER');
  expect(first(bound.headers, 'contact')).toMatch(/expires=60$/);
  twiml = dialCell();
  const sockets = [createSocket('udp4'), createSocket('udp4')] as const;
  for (const socket of sockets) {
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
  }
  const call = phone.call(grace, rig.ours);
  phone.send(call.request('INVITE', { body: sdpAt(sockets[0].address().port) }));
  const invite = await called.asked('INVITE');
  expect(invite.from.uri).toContain(grace);
  const contact = `sip:${cell}@127.0.0.1:${called.port}`;
  called.send(answerTo(invite, '180 Ringing', { tag: 'far' }));
  called.send(answerTo(invite, '200 OK', { tag: 'far', contact, body: sdpAt(sockets[1].address().port) }));
  await called.asked('ACK');
  const answer = await phone.answer(200);
  phone.send(call.request('ACK', { branch: `${call.id}-ack`, toTag: tagOf(answer) }));
  const ports = [answer.body, invite.body].map((body) => Number(/m=audio (\d+)/.exec(body)?.[1]));
  const heard: Uint8Array[][] = [[], []];
  for (const [nth, socket] of sockets.entries())
    socket.on('message', (bytes) => heard[nth]?.push(readPacket(bytes)?.payload ?? new Uint8Array(0)));
  // A tone from each, of 20 packets: two that come twice and one of 30 ms change nothing of what arrives.
  for (let sequence = 1; sequence <= 20; sequence += 1)
    for (const [nth, socket] of sockets.entries()) {
      const payload = new Uint8Array(160).fill(nth === 0 ? 0x10 : 0x20);
      const packet = writePacket({ type: 0, marker: false, sequence, timestamp: 160 * sequence, source: nth, payload });
      for (let time = 0; time < (sequence % 9 === 0 ? 2 : 1); time += 1) socket.send(packet, ports[nth], '127.0.0.1');
    }
  const spoken = (nth: number, byte: number) => (heard[nth] ?? []).filter((frame) => frame[0] === byte).length;
  await soon(() => expect([spoken(1, 0x10), spoken(0, 0x20)]).toEqual([20, 20]));
  called.send(
    [
      `BYE ${/<(.*)>/.exec(first(invite.headers, 'contact') ?? '')?.[1]} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${called.port};branch=z9hG4bKfar-bye`,
      `From: ${first(invite.headers, 'to')};tag=far`,
      `To: ${first(invite.headers, 'from')}`,
      `Call-ID: ${invite.callId}`,
      'CSeq: 1 BYE',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n'),
  );
  await called.answer(200, 'BYE');
  await phone.asked('BYE');
  await soon(() => expect(reports()[0]).toMatchObject({ CallStatus: 'completed' }));
  for (const socket of sockets) socket.close();
  called.send(registration.request('REGISTER', { headers: 'Expires: 0', branch: `${registration.id}-away` }));
  await soon(() => expect(called.responses('REGISTER')).toHaveLength(2));
  expect(first(called.responses('REGISTER')[1]?.headers ?? [], 'contact')).toBeUndefined();
  called.close();
});

test.each([
  ['busy', '486 Busy Here', 'busy'],
  ['declined', '603 Decline', 'busy'],
  ['not found', '404 Not Found', 'failed'],
  ['out of order', '500 Server Internal Error', 'failed'],
])('a telephone that says it is %s ends its leg so', async (_, status, leg) => {
  const registration = phone.call(cell, cell);
  register(registration);
  await phone.answer(200, 'REGISTER');
  twiml = dialCell().replace('</Response>', '<Hangup/></Response>');
  const call = phone.call(grace, rig.ours);
  phone.send(call.request('INVITE', { body: sdpAt(40_000) }));
  const invite = await phone.asked('INVITE');
  phone.send(answerTo(invite, status, { tag: 'far' }));
  const ack = await phone.asked('ACK');
  expect([ack.via.branch, ack.to.tag]).toEqual([invite.via.branch, 'far']);
  phone.send(call.request('ACK', { toTag: tagOf(await phone.answer(480)) }));
  const { rows } = await rig.database.pool.query(
    "select status from simulator.call where direction = 'outbound-dial' order by id desc limit 1",
  );
  expect(rows).toEqual([{ status: leg }]);
});

test('a telephone that stops ringing for lack of an answer gets CANCEL, and an answer that crosses it is hung up on', async () => {
  register(phone.call(cell, cell));
  await phone.answer(200, 'REGISTER');
  twiml = dialCell();
  const call = phone.call(grace, rig.ours);
  phone.send(call.request('INVITE', { body: sdpAt(40_000) }));
  const invite = await phone.asked('INVITE');
  // It says nothing yet: there is nothing to take back, and the INVITE comes again.
  await phone.asked('INVITE', 2);
  phone.send(call.request('CANCEL'));
  await phone.answer(487);
  phone.send(call.request('ACK'));
  await pause(50);
  expect(phone.requests('CANCEL')).toEqual([]);
  phone.send(answerTo(invite, '180 Ringing', { tag: 'far' }));
  const cancel = await phone.asked('CANCEL');
  expect(cancel.via.branch).toBe(invite.via.branch);
  phone.send(answerTo(cancel, '200 OK'));
  const contact = `sip:${cell}@127.0.0.1:${phone.port}`;
  phone.send(answerTo(invite, '200 OK', { tag: 'far', contact, body: sdpAt(40_002) }));
  await phone.asked('ACK');
  await phone.asked('BYE');
});

test('a telephone that is switched off without a word is unreachable when its time is up', async () => {
  const gone = await sipPeer(rig.simulator().sipAddress ?? '');
  gone.send(gone.call(cell, cell).request('REGISTER', { headers: 'Expires: 60' }));
  await gone.answer(200, 'REGISTER');
  gone.close();
  twiml = dialCell().replace('</Response>', '<Hangup/></Response>');
  const call = phone.call(grace, rig.ours);
  phone.send(call.request('INVITE', { body: sdpAt(40_000) }));
  const refusal = await phone.answer(480);
  phone.send(call.request('ACK', { toTag: tagOf(refusal) }));
  const { rows } = await rig.database.pool.query(
    "select status from simulator.call where direction = 'outbound-dial' order by id desc limit 1",
  );
  expect(rows).toEqual([{ status: 'failed' }]);
});

test('what is said comes back: a caller hears the tone that a number plays', async () => {
  twiml = '<Response><Record maxLength="1" timeout="1"/><Pause length="20"/></Response>';
  const rtp = createSocket('udp4');
  rtp.bind(0, '127.0.0.1');
  await once(rtp, 'listening');
  const heard: Uint8Array[] = [];
  rtp.on('message', (bytes) => heard.push(readPacket(bytes)?.payload ?? new Uint8Array(0)));
  const call = phone.call(grace, rig.ours);
  phone.send(call.request('INVITE', { body: sdpAt(rtp.address().port) }));
  const answer = await phone.answer(200);
  phone.send(call.request('ACK', { branch: `${call.id}-ack`, toTag: tagOf(answer) }));
  await soon(() => expect(heard.length).toBeGreaterThan(25));
  expect(strengthOf(samplesOf(Buffer.concat(heard.slice(2, 18))), 1000)).toBeGreaterThan(0.3);
  // Nothing is played any more, and the stream does not stop.
  const before = heard.length;
  await soon(() => expect(heard.length).toBeGreaterThan(before + 10));
  phone.send(call.request('BYE', { seq: 2, branch: `${call.id}-bye`, toTag: tagOf(answer) }));
  await phone.answer(200, 'BYE');
  rtp.close();
});

test('beyond this machine a telephone signs in with account and token, and old or foreign proof is not taken', () => {
  const account = { sid: `AC${'a'.repeat(32)}`, token: 'secret' };
  const text = phone.call(grace, rig.ours).request('REGISTER');
  const ask = (authorization: string, now: number, host = '192.0.2.7') => {
    const request = readMessage(
      Buffer.from(authorization === '' ? text : text.replace('\r\n', `\r\nAuthorization: ${authorization}\r\n`)),
    );
    if (request?.kind !== 'request') throw new Error('the test wrote no request');
    const answers: [number, Answer | undefined][] = [];
    const respond = (status: number, answer?: Answer) => answers.push([status, answer]);
    const incoming = { request, source: { host, port: 5060 }, respond } as unknown as Incoming; // all that is looked at
    const admitted = admits(account, incoming, now);
    return { admitted, challenge: answers[0]?.[1]?.headers?.[0]?.[1] ?? '' };
  };
  const md5 = (one: string) => createHash('md5').update(one).digest('hex');
  const proof = (challenge: string, token: string) => {
    const nonce = /nonce="([^"]+)"/.exec(challenge)?.[1] ?? '';
    const [a1, a2] = [md5(`${account.sid}:trunkline:${token}`), md5('REGISTER:sip:x')];
    const response = md5(`${a1}:${nonce}:00000001:abc:auth:${a2}`);
    return `Digest username="${account.sid}", realm="trunkline", nonce="${nonce}", uri="sip:x", response="${response}", qop=auth, nc=00000001, cnonce="abc"`;
  };
  expect(ask('', 0, '127.0.0.1').admitted).toBe(true);
  const { admitted, challenge } = ask('', 1000);
  expect(admitted).toBe(false);
  expect(ask(proof(challenge, 'secret'), 2000).admitted).toBe(true);
  expect(ask(proof(challenge, 'wrong'), 2000).admitted).toBe(false);
  expect(ask(proof('nonce="rs.0123"', 'secret'), 2000).admitted).toBe(false);
  const late = ask(proof(challenge, 'secret'), 400_000);
  expect([late.admitted, late.challenge.includes('stale=true')]).toEqual([false, true]);
});
