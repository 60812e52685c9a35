import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { PhoneNumber } from '#contract/ids.ts';
import { CarrierDownError } from '../carrier.ts';
import { createClient } from './client.ts';
import { twilioCarrier } from './index.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A carrier whose server answers as told, and the paths it was asked for. */
async function carrierThat(answer: Answer) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    // The whole request is read first: the carrier has the text, whatever happens then.
    request.resume().on('end', () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  open.push(close);
  const url = `http://127.0.0.1:${port}`;
  return { carrier: carrierAt(url), url, asked, close };
}

const carrierAt = (baseUrl: string) =>
  twilioCarrier({
    baseUrl,
    accountSid: 'AC1',
    authToken: 't',
    publicUrl: 'https://example.com',
    connectionId: 'main',
    timeoutMs: 300,
  });

const text = { from: '+14155552000' as PhoneNumber, to: '+14155550100' as PhoneNumber, text: 'Hello' };
const send = async (answer: Answer) => (await carrierThat(answer)).carrier.sendText(text);
const says =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));

describe('a text whose fate nobody knows is never called refused', () => {
  test.each<[string, Answer]>([
    ['no answer in time', () => {}],
    [
      'an answer that breaks off',
      (_request, response) =>
        response.writeHead(201, { 'content-length': '500' }).write('{"sid":"SM1"') && response.destroy(),
    ],
    ['the connection lost', (request) => request.socket.destroy()],
    ['a fault (500)', says(500, { code: 20500 })],
    ['a gateway without its server (502)', says(502, '<html>')],
    ['a gateway that waited too long (504)', says(504, '')],
    ['a success that is not JSON', says(201, 'OK')],
    ['a success without an id', says(201, {})],
  ])('%s', async (_name, answer) => {
    expect(await send(answer)).toEqual({ kind: 'ambiguous', why: expect.stringMatching(/\S/) });
  });
});

describe('a refusal is told in our words', () => {
  test.each([
    [400, 21211, 'bad_recipient'],
    [400, 21606, 'bad_sender'],
    [400, 21610, 'opted_out'],
    [400, 21614, 'landline'],
    [400, 21617, 'too_long'],
    [400, 30034, 'unregistered'],
    [401, 20003, 'credentials'],
    [400, 99999, 'other'],
  ])('%i with %i is %s', async (status, code, reason) => {
    const outcome = await send(says(status, { code, message: 'No', status }));
    expect(outcome).toEqual({ kind: 'rejected', reason, carrierCode: String(code) });
  });
  test('too fast comes with the time to wait', async () => {
    const outcome = await send(says(429, { code: 20429 }, { 'retry-after': '7' }));
    expect(outcome).toEqual({ kind: 'rejected', reason: 'too_fast', carrierCode: '20429', retryAfterSeconds: 7 });
  });
  test('a refusal in another form goes by its status', async () => {
    expect(await send(says(401, '<html>'))).toEqual({
      kind: 'rejected',
      reason: 'credentials',
      carrierCode: 'HTTP 401',
    });
    expect(await send(says(429, ''))).toEqual({ kind: 'rejected', reason: 'too_fast', carrierCode: 'HTTP 429' });
  });
});

describe('a carrier that is away', () => {
  test('has not got the text, so it may be sent again', async () => {
    const { carrier, close } = await carrierThat(() => {});
    await close();
    expect(await carrier.sendText(text)).toEqual({
      kind: 'rejected',
      reason: 'unavailable',
      carrierCode: 'ECONNREFUSED',
    });
  });
  test('a name that leads nowhere is the same', async () => {
    const outcome = await carrierAt('http://carrier.invalid').sendText(text);
    expect(outcome).toMatchObject({ kind: 'rejected', reason: 'unavailable' });
  });
  test('cannot say what it was given', async () => {
    const { carrier } = await carrierThat(says(503, ''));
    await expect(carrier.findSent({ to: text.to, since: new Date() })).rejects.toBeInstanceOf(CarrierDownError);
    await expect(carrier.listNumbers()).rejects.toBeInstanceOf(CarrierDownError);
    await expect(carrier.searchNumbers({ country: 'US', limit: 1 })).rejects.toBeInstanceOf(CarrierDownError);
    await expect(carrier.takeNumber({ number: text.from, label: 'x' })).rejects.toBeInstanceOf(CarrierDownError);
    await expect(carrier.releaseNumber(text.from)).rejects.toBeInstanceOf(CarrierDownError);
  });
});

describe('the password goes to the carrier alone', () => {
  test('the next page is not fetched from another host', async () => {
    const { carrier, asked } = await carrierThat(
      says(200, { messages: [], next_page_uri: 'http://elsewhere.invalid/Messages.json' }),
    );
    await expect(carrier.findSent({ to: text.to, since: new Date(0) })).rejects.toThrow('another host');
    expect(asked).toHaveLength(1);
  });
  test('a redirect is not followed, and the text counts as refused', async () => {
    const elsewhere = await carrierThat(says(201, {}));
    const outcome = await send(says(307, '', { location: `${elsewhere.url}/` }));
    expect(outcome).toEqual({ kind: 'rejected', reason: 'other', carrierCode: 'HTTP 307' });
    expect(elsewhere.asked).toEqual([]);
  });
});

test('a list without an end is given up', async () => {
  const { carrier, asked } = await carrierThat((request, response) =>
    says(200, { messages: [], next_page_uri: request.url })(request, response),
  );
  await expect(carrier.findSent({ to: text.to, since: new Date(0) })).rejects.toThrow('no end');
  expect(asked.length).toBeLessThan(200);
});

test('the search for a text ends with the first page that is older', async () => {
  const message = {
    sid: 'SM1',
    to: text.to,
    from: text.from,
    body: 'Hello',
    status: 'sent',
    direction: 'outbound-api',
    num_segments: '1',
  };
  const { carrier, asked } = await carrierThat((request, response) => {
    const date_created = request.url?.includes('Page=1')
      ? 'Mon, 23 Nov 2026 00:00:00 +0000'
      : 'Tue, 24 Nov 2026 00:13:00 +0000';
    says(200, {
      messages: [{ ...message, date_created }],
      next_page_uri: request.url?.includes('Page=1') ? '/x?Page=2' : '/x?Page=1',
    })(request, response);
  });
  const found = await carrier.findSent({ to: text.to, since: new Date('2026-11-24T00:00:00Z') });
  expect(found).toEqual([expect.objectContaining({ carrierId: 'SM1', at: new Date('2026-11-24T00:13:00Z') })]);
  expect(asked).toHaveLength(2);
});

describe('a recording', () => {
  test('is the one of its call that is whole; one that is being worked on is not there yet', async () => {
    const list = (...all: object[]) => says(200, { recordings: all, next_page_uri: null });
    const found = async (answer: Answer) => (await carrierThat(answer)).carrier.findRecordingOf('CA1');
    const [whole, half] = [
      { sid: 'RE1', status: 'completed', duration: '7' },
      { sid: 'RE2', status: 'processing', duration: null },
    ];
    expect(await found(list(half, whole))).toEqual({ id: 'RE1', state: 'ready', seconds: 7 });
    expect(await found(list(half))).toEqual({ id: 'RE2', state: 'failed', seconds: 0 });
    expect(await found(list({ ...whole, status: 'absent' }))).toMatchObject({ state: 'absent' });
    expect(await found(list())).toBeUndefined();
    await expect(found(says(500, {}))).rejects.toThrow(CarrierDownError);
  });

  test('of an id that is a path stays where recordings are', async () => {
    const { carrier, asked } = await carrierThat(says(404, {}));
    expect(await carrier.fetchRecording('../Messages/SM1')).toBeUndefined();
    expect(await carrier.findCall('../Recordings/RE1')).toBeUndefined();
    expect(asked).toEqual([
      'GET /2010-04-01/Accounts/AC1/Recordings/..%2FMessages%2FSM1.wav',
      'GET /2010-04-01/Accounts/AC1/Calls/..%2FRecordings%2FRE1.json',
    ]);
  });

  test('that has no end is read no further than a voicemail can be long', async () => {
    let sent = 0;
    const endless: Answer = (_request, response) => {
      const more = () => {
        if (response.destroyed) return;
        sent += 65_536;
        response.write(Buffer.alloc(65_536), () => setImmediate(more));
      };
      more();
    };
    const { url } = await carrierThat(endless);
    const client = createClient({ baseUrl: url, accountSid: 'AC1', authToken: 't' });
    expect(await client.file('/Recordings/RE1.wav', 1_000_000)).toBeUndefined();
    expect(sent).toBeLessThan(20_000_000);
  });
});
