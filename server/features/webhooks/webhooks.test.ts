import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { groups } from '#contract/groups.ts';
import { messageSettings } from '#contract/message-settings.ts';
import { webhooks } from '#contract/webhooks.ts';
import { receiveWebhook } from '#server/features/identity/index.ts';
import { days, minutes } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
let url: string;
const heard: { headers: IncomingMessage['headers']; body: string }[] = [];
const answers: number[] = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  heard.push({ headers: request.headers, body });
  response.writeHead(answers.shift() ?? 204).end('thanks');
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`; // a TCP server that listens has one
  w = await world({ outboundAllow: ['127.0.0.1'] });
});
afterAll(async () => {
  server.close();
  await w.close();
});
beforeEach(() => {
  heard.length = 0;
  answers.length = 0;
});

async function listening() {
  const ada = await w.line();
  expect((await ada.call(messageSettings.change, { body: { set: { webhookUrl: url } } })).status).toBe(200);
  await w.drainJobs();
  return ada;
}
const deliveries = async (ada: Awaited<ReturnType<typeof listening>>) =>
  (await ada.call(webhooks.deliveries)).body.deliveries;

/** As the library checks it, but for the age: the test's clock stands in another month. */
function isSignedBy(secret: string, headers: IncomingMessage['headers'], body: string): boolean {
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  const wanted = new Webhook(secret).sign(String(headers['webhook-id']), at, body);
  return String(headers['webhook-signature']).split(' ').includes(wanted);
}

test('saving an address sends it a test event, signed by both ways', async () => {
  const ada = await listening();
  expect(heard).toHaveLength(1);
  const [{ headers, body } = { headers: {}, body: '' }] = heard;
  const { secret } = (await ada.call(webhooks.showSecret)).body;
  expect(isSignedBy(secret, headers, body)).toBe(true);
  expect(isSignedBy(secret, headers, `${body} `)).toBe(false);
  expect(JSON.parse(body)).toMatchObject({ type: 'test', id: headers['webhook-id'] });
  expect(headers['x-sendhub-signature']).toBe(
    createHmac('sha1', ada.apiKey)
      .update(url + body)
      .digest('hex'),
  );
  expect(await deliveries(ada)).toMatchObject([{ event: 'test', state: 'delivered', status: 204, attempts: 1 }]);
  expect((await ada.call(messageSettings.read)).body.webhook.last).toMatchObject({ ok: true, status: 204 });
});

let texts = 0;
/** Somebody texts the line. */
async function textTo(ada: Awaited<ReturnType<typeof listening>>, from: string, text: string) {
  const { rows } = await w.pool.query('select number from line where id = $1', [ada.lineId]);
  texts += 1;
  const told = { kind: 'text.received', carrierId: `SMh${from}${texts}`, from, to: rows[0].number, text } as const;
  await receiveWebhook(
    { ...w.deps, carrier: { ...w.carrier, readWebhook: () => [{ ...told, media: [], segments: 1 }] } },
    { path: '/carrier/main/message', headers: {}, form: {} },
  );
  await w.drainJobs();
}
const told = () => heard.map(({ body }) => JSON.parse(body));

test('a text in is told, with the conversation it is in', async () => {
  const ada = await listening();
  const from = freshNumber();
  await textTo(ada, from, 'hello');
  expect(told().at(-1)).toMatchObject({ type: 'message', data: { from, text: 'hello', threadId: expect.any(String) } });
});

test('opting out and in, and joining and leaving a group by its keyword, are told', async () => {
  const ada = await listening();
  const from = freshNumber();
  const made = await ada.call(groups.add, {
    body: { name: 'Bread club', keyword: 'bread', joinByText: true, joinMessage: 'Fresh at seven.' },
  });
  expect(made.status).toBe(201);
  for (const text of ['STOP', 'START', 'bread', 'YES', 'UNSUBSCRIBE bread']) await textTo(ada, from, text);
  const events = told().filter(({ type }) => type !== 'test' && type !== 'message');
  expect(events.map(({ type }) => type)).toEqual(['stop', 'start', 'subscription', 'confirmed', 'unsubscribe']);
  for (const { data } of events) expect(data).toMatchObject({ lineId: ada.lineId, from });
});

test('what fails is tried again, ever later, and given up in the end; "send again" begins anew with the same event', async () => {
  const ada = await listening();
  answers.push(...Array.from({ length: 20 }, () => 500));
  await ada.call(webhooks.test);
  await w.drainJobs(1);
  expect((await deliveries(ada))[0]).toMatchObject({ state: 'waiting', attempts: 1, status: 500, answer: 'thanks' });
  for (let round = 0; round < 12; round += 1) {
    w.clock.advance(days(1));
    await w.drainJobs(1);
  }
  const [failed] = await deliveries(ada);
  expect(failed).toMatchObject({ state: 'failed', attempts: 10, nextAt: null });
  answers.length = 0;
  expect((await ada.call(webhooks.sendAgain, { params: { id: failed.id } })).status).toBe(202);
  await w.drainJobs();
  expect((await deliveries(ada))[0]).toMatchObject({ state: 'delivered', body: failed.body });
  expect(heard.at(-1)?.headers['webhook-id']).toBe(failed.id);
});

test.each(['ftp://example.com/x', 'nonsense', 'http://user:pass@example.com/'])(
  '%s is refused as an address',
  async (webhookUrl) => {
    const ada = await w.line();
    expect(await ada.call(messageSettings.change, { body: { set: { webhookUrl } } })).toMatchObject({
      status: 422,
      body: { code: 'messages.webhook_address', field: 'webhookUrl' },
    });
  },
);

test('an address inside the private network is never asked', async () => {
  const ada = await w.line();
  await ada.call(messageSettings.change, { body: { set: { webhookUrl: 'http://10.0.0.1/hook' } } });
  await w.drainJobs();
  expect(await deliveries(ada)).toMatchObject([{ state: 'failed', why: 'address', attempts: 1, status: null }]);
});

test('for a day after a rotation both secrets sign', async () => {
  const ada = await listening();
  const former = (await ada.call(webhooks.showSecret)).body.secret;
  const { secret } = (await ada.call(webhooks.rotateSecret)).body;
  await ada.call(webhooks.test);
  await w.drainJobs();
  const signs = (one: string) => isSignedBy(one, heard.at(-1)?.headers ?? {}, heard.at(-1)?.body ?? '');
  expect([former, secret].map(signs)).toEqual([true, true]);
  w.clock.advance(days(1) + minutes(1));
  await ada.call(webhooks.test);
  await w.drainJobs();
  expect([former, secret].map(signs)).toEqual([false, true]);
});

test('another line and another company see and send nothing of it', async () => {
  const ada = await listening();
  const [{ id }] = await deliveries(ada);
  for (const other of [await w.colleague(ada), await w.line()]) {
    expect(await deliveries(other)).toEqual([]);
    expect((await other.call(webhooks.sendAgain, { params: { id } })).status).toBe(404);
  }
});
