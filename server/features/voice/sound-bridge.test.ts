import { once } from 'node:events';
import Fastify from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { frameBytes } from '#contract/mu-law.ts';
import { settings } from '#contract/settings.ts';
import { voice } from '#contract/voice.ts';
import { routeUpgrades } from '#server/platform/http/sockets.ts';
import { callTo } from '#test/calls.ts';
import { password, type World, world } from '#test/world.ts';
import { createSoundBridge } from './sound-bridge.ts';

const frame = Buffer.alloc(frameBytes, 0x55);
const media = (payload: Buffer) =>
  JSON.stringify({ event: 'media', streamSid: 'MZ1', media: { payload: payload.toString('base64') } });

const open: WebSocket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.terminate();
});
/** A socket that stands; where it is refused, the status of the refusal. */
async function socketTo(address: string, headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = new WebSocket(address, { headers });
  open.push(socket);
  const refused = once(socket, 'unexpected-response').then(([, reply]) => {
    throw new Error(`refused with ${reply.statusCode}`);
  });
  await Promise.race([once(socket, 'open'), refused]);
  return socket;
}
const heardBy = (socket: WebSocket) => once(socket, 'message').then(([data]) => data as Buffer);

describe('the two ends of a call', () => {
  const left: string[] = [];
  const app = Fastify();
  let address = '';
  let cutOff = () => {};
  beforeAll(async () => {
    const bridge = createSoundBridge(async (callId) => void left.push(callId), { backMs: 300, joinMs: 600 });
    app.get<{ Params: { id: string } }>('/carrier/:id', (request, reply) => {
      bridge.carrier(request.params.id, request.raw);
      reply.hijack();
    });
    app.get<{ Params: { id: string } }>('/browser/:id', (request, reply) => {
      bridge.browser(request.params.id, request.raw, (cut) => {
        cutOff = cut;
        return () => undefined;
      });
      reply.hijack();
    });
    routeUpgrades(app);
    address = (await app.listen({ port: 0 })).replace(/^http/, 'ws');
  });
  afterAll(() => app.close());

  test('hear each other, whichever came first', async () => {
    const browser = await socketTo(`${address}/browser/1`);
    const carrier = await socketTo(`${address}/carrier/1`);
    carrier.send(media(frame));
    expect(await heardBy(browser)).toEqual(frame);
    browser.send(frame);
    expect(JSON.parse(String(await heardBy(carrier)))).toMatchObject({ event: 'media', streamSid: 'MZ1' });
  });

  test('a page that reloads within its time has left nothing', async () => {
    const carrier = await socketTo(`${address}/carrier/2`);
    (await socketTo(`${address}/browser/2`)).close();
    const again = await socketTo(`${address}/browser/2`);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(left).not.toContain('2');
    carrier.send(media(frame));
    expect(await heardBy(again)).toEqual(frame);
  });

  test('a page that never comes, or goes for good, or is cut off, ends the call, also where the carrier cannot be told', async () => {
    const carriers = await Promise.all(['3', '4', '5'].map((id) => socketTo(`${address}/carrier/${id}`)));
    const gone = carriers.map((carrier) => once(carrier, 'close'));
    (await socketTo(`${address}/browser/4`)).close();
    const last = await socketTo(`${address}/browser/5`);
    const told = once(last, 'close');
    cutOff();
    expect((await told)[0]).toBe(4001);
    await Promise.all(gone);
    expect(left).toEqual(expect.arrayContaining(['3', '4', '5']));
  });

  test('what is no frame and no message of a stream is passed over', async () => {
    const carrier = await socketTo(`${address}/carrier/6`);
    const browser = await socketTo(`${address}/browser/6`);
    for (const odd of ['', '{', '[]', 'null', '{"media":7}', '{"media":{"payload":{}}}', Buffer.alloc(9)])
      carrier.send(odd);
    browser.send('words');
    browser.send(Buffer.alloc(60_000));
    carrier.send(media(frame));
    expect(await heardBy(browser)).toEqual(frame);
    browser.send(frame);
    expect(JSON.parse(String(await heardBy(carrier))).media.payload).toBe(frame.toString('base64'));
  });
});

describe('whose call it is', () => {
  let w: World;
  let address: string;
  const origin = { origin: 'http://localhost:3000' };
  beforeAll(async () => {
    w = await world();
    address = (await w.app.listen({ port: 0, host: '127.0.0.1' })).replace(/^http/, 'ws');
  });
  afterAll(() => w.close());

  async function talking() {
    const ada = await w.line();
    await w.drainJobs();
    const call = callTo(w, (await ada.call(settings.read)).body.number);
    await call.begin();
    const [{ id }] = (await ada.call(voice.liveCalls)).body.calls;
    await ada.call(voice.accept, { params: { id } });
    const [order] = w.carrier.orders.slice(-1);
    const [connect] = order && 'plan' in order && order.plan !== 'end' ? order.plan : [];
    const streamed = connect?.do === 'connect' ? new URL(connect.soundUrl).pathname : '';
    return { ada, call, sound: `${address}${voice.sound.path.replace(':id', id)}`, stream: `${address}${streamed}` };
  }

  test('only the line itself joins, from its own page, and the carrier by the address it was given', async () => {
    const { ada, call, sound, stream } = await talking();
    const stranger = await w.line();
    const colleague = await w.colleague(ada);
    const refused = (address: string, headers: Record<string, string>) =>
      expect(socketTo(address, headers)).rejects.toThrow(/refused with 4/);
    await refused(sound, { ...origin });
    await refused(sound, { ...origin, cookie: stranger.cookie() });
    await refused(sound, { ...origin, cookie: colleague.cookie() });
    await refused(sound, { origin: 'https://elsewhere.example', cookie: ada.cookie() });
    await refused(`${stream.slice(0, -4)}AAAA`, {});
    await refused(stream.replace(/\/\d+\/(\d+)\//, '/1/$1/'), {});
    const carrier = await socketTo(stream);
    const browser = await socketTo(sound, { ...origin, cookie: ada.cookie() });
    carrier.send(media(frame));
    expect(await heardBy(browser)).toEqual(frame);
    await call.over({ seconds: 3 });
    await refused(sound, { ...origin, cookie: ada.cookie() });
    await refused(stream, {});
  });

  test('a session that ends hears no more from that moment on', async () => {
    const { ada, sound, stream } = await talking();
    const other = await w.signIn(ada.username);
    await socketTo(stream);
    const thiefs = await socketTo(sound, { ...origin, cookie: other.cookie() });
    const closed = once(thiefs, 'close');
    await ada.call(settings.updatePassword, {
      body: { currentPassword: password, newPassword: 'another staple for the horse 77', endOtherSessions: true },
    });
    expect((await closed)[0]).toBe(4001);
    await expect(socketTo(sound, { ...origin, cookie: other.cookie() })).rejects.toThrow('refused with 401');
    const again = await socketTo(sound, { ...origin, cookie: ada.cookie() });
    expect(again.readyState).toBe(WebSocket.OPEN);
  });
});
