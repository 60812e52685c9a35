import { request } from 'node:http';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSimulator } from '#test/simulator.ts';
import { findSimulator } from './index.ts';

let rig: Awaited<ReturnType<typeof openSimulator>>;
beforeAll(async () => {
  rig = await openSimulator();
});
afterAll(() => rig?.close());

test('a handset without a number gets one that nobody has', async () => {
  const made = await rig.handsets('POST', 'handsets', {});
  expect(made).toMatchObject({
    status: 201,
    body: { number: expect.stringMatching(/^\+1\d{10}$/), unread: 0, last: null },
  });
});
test('a handset is made of a number as people write it, and made twice it is the same', async () => {
  const first = await rig.handsets('POST', 'handsets', { number: '(415) 555-0188' });
  const again = await rig.handsets('POST', 'handsets', { number: '+14155550188' });
  expect([first.body.number, again.body]).toEqual(['+14155550188', first.body]);
});
test.each(['911', '+19005550123', 'hello', ''])('%s cannot be a handset', async (number) => {
  expect(await rig.handsets('POST', 'handsets', { number })).toMatchObject({
    status: 422,
    body: { code: 'simulator.number_invalid', field: 'number' },
  });
});
test('the number of a line cannot be a handset, nor text from one', async () => {
  const refused = { status: 409, body: { code: 'simulator.number_served' } };
  expect(await rig.handsets('POST', 'handsets', { number: rig.ours })).toMatchObject(refused);
  expect(await rig.handsets('POST', `handsets/${rig.ours}/messages`, { to: '+14155550123', text: 'x' })).toMatchObject(
    refused,
  );
});
test('how a handset treats calls is kept', async () => {
  await rig.handsets('POST', 'handsets/+14155550144', { calls: 'answer', afterSeconds: 3 });
  const { body } = await rig.handsets('GET', 'handsets');
  expect(body.handsets).toContainEqual(
    expect.objectContaining({ number: '+14155550144', calls: 'answer', afterSeconds: 3 }),
  );
});
test('texts are unread until they were seen, and later ones are unread again', async () => {
  const number = '+14155550155';
  const unread = async () => (await rig.handsets('POST', 'handsets', { number })).body.unread;
  await rig.send(number, 'first');
  await vi.waitFor(async () => expect(await unread()).toBe(1));
  const { body } = await rig.handsets('GET', `handsets/${number}/messages`);
  expect((await rig.handsets('POST', `handsets/${number}/read`, { through: body.texts?.[0]?.at })).body.unread).toBe(0);
  await rig.send(number, 'second');
  await vi.waitFor(async () => expect(await unread()).toBe(1));
});
test('a handset that is not there has no texts', async () => {
  expect(await rig.handsets('GET', 'handsets/+14155550166/messages')).toMatchObject({
    status: 404,
    body: { code: 'simulator.unknown_handset' },
  });
});
test('nothing is sent when there is nothing to send', async () => {
  const reply = await rig.handsets('POST', 'handsets/+14155550123/messages', { to: rig.ours, text: '  ' });
  expect(reply).toMatchObject({ status: 422, body: { code: 'simulator.empty_text' } });
});
test('the numbers of lines can be asked for', async () => {
  expect((await rig.handsets('GET', 'numbers')).body).toEqual({ numbers: [{ number: rig.ours, label: 'ours' }] });
});
test('a page that listens hears of a text at once', async () => {
  const stream = await fetch(`${rig.simulator().url}/simulator/live`);
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  await rig.send('+14155550123', 'news');
  let heard = '';
  while (!heard.includes('data: +14155550123')) heard += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  expect(heard).toContain('data: +14155550123\n\n');
});

test('a page of another site cannot reach the handsets, though its browser is here', async () => {
  for (const site of ['cross-site', 'same-site']) {
    expect(await rig.handsets('GET', 'handsets', undefined, { 'sec-fetch-site': site })).toMatchObject({ status: 403 });
  }
  expect(await rig.handsets('GET', 'handsets', undefined, { 'sec-fetch-site': 'same-origin' })).toMatchObject({
    status: 200,
  });
});
test('a foreign name pointed at this machine does not open the handsets, the password does', async () => {
  const { accountSid, authToken } = rig.simulator();
  const basic = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  expect(await statusFor({ host: 'evil.example' })).toBe(401);
  expect(await statusFor({ host: 'evil.example', authorization: basic })).toBe(200);
  expect(await statusFor({})).toBe(200);
});

test('a command beside the server finds the running simulator, and none where none is', async () => {
  const { url, accountSid, authToken } = rig.simulator();
  const find = (port: number) => findSimulator(rig.database.pool, { host: '127.0.0.1', port });
  expect(await find(Number(new URL(url).port))).toMatchObject({ url, accountSid, authToken });
  expect(await find(1)).toBeUndefined();
});
test('the account stays the same over a restart, so that what others were told stays true', async () => {
  const { accountSid, authToken } = rig.simulator();
  await rig.restart();
  expect(rig.simulator()).toMatchObject({ accountSid, authToken });
});

/** `fetch` sets the Host header itself, so this asks by hand. */
const statusFor = (headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    const asked = request(`${rig.simulator().url}/simulator/handsets`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
