import { pino } from 'pino';
import { Type } from 'typebox';
import { afterEach, expect, test } from 'vitest';
import { anyone, type Endpoint, endpoint, line } from '#contract/endpoint.ts';
import { AppError } from '#server/platform/errors.ts';
import { createHttp } from './http.ts';
import { type App, endpointsOf, mount } from './mount.ts';

const busy = { code: 'toy.busy', status: 409, message: 'The toy is busy.' };
const lost = { code: 'toy.lost', status: 410, message: 'The toy is lost.' };
const play = endpoint({
  method: 'POST',
  path: '/api/toy',
  summary: 'Play',
  access: anyone,
  body: Type.Object({ how: Type.String(), times: Type.Optional(Type.Integer()) }, { additionalProperties: false }),
  reply: Type.Object({ played: Type.String() }),
  errors: [busy],
});

let app: App;
let lines: string[] = [];
const written = () => lines.join('');
afterEach(() => app.close());
async function toy(publicUrl = 'http://localhost:3000') {
  lines = [];
  const log = pino({ level: 'info', base: undefined }, { write: (text: string) => void lines.push(text) });
  app = await createHttp({ log, publicUrl, trustProxy: false, admit: async () => undefined });
  return app;
}
const post = (payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/toy',
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  });

test('an endpoint without access does not start, whoever makes it', async () => {
  await toy();
  const { access: _, ...bare } = play;
  expect(() => mount(app, bare as unknown as Endpoint, () => ({}))).toThrow(/declares no access/); // what a forgotten line would make of it
  expect(() => app.get('/api/forgotten', async () => ({}))).toThrow(/declares no access/);
  expect(() => app.route({ method: ['GET', 'POST'], url: '/v1/forgotten', handler: async () => ({}) })).toThrow(
    /declares no access/,
  );
  expect(endpointsOf(app)).toEqual([]);
});

test('a refusal that the contract declares is told; one that it does not is a fault, logged', async () => {
  await toy();
  mount(app, play, ({ body }) => {
    throw new AppError(body.how === 'busy' ? busy : lost, { field: 'how', detail: { retryAfterSeconds: 3 } });
  });
  const declared = await post({ how: 'busy' });
  expect(declared.statusCode).toBe(409);
  expect(declared.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(declared.headers['retry-after']).toBe('3');
  expect(declared.json()).toMatchObject({
    type: 'about:blank',
    title: busy.message,
    status: 409,
    code: 'toy.busy',
    field: 'how',
    request_id: declared.headers['x-request-id'],
  });
  expect(written()).toBe('');
  const undeclared = await post({ how: 'lost' });
  expect(undeclared.json()).toMatchObject({ status: 500, code: 'server.fault' });
  expect(undeclared.body).not.toContain('lost');
  expect(written()).toContain('toy.lost');
});

test('a fault is answered without its detail and logged once, with the id that the answer names', async () => {
  await toy();
  mount(app, play, () => {
    throw new Error('the secret is 42');
  });
  const reply = await post({ how: 'well' });
  expect(reply.json()).toMatchObject({ status: 500, code: 'server.fault' });
  expect(reply.body).not.toContain('secret');
  const each = written().trim().split('\n');
  expect(each).toHaveLength(1);
  expect(written()).toContain('the secret is 42');
  expect(written()).toContain(String(reply.headers['x-request-id']));
});

test('bad input is told by its path, numbers are not made of text, and unknown fields are refused', async () => {
  await toy();
  mount(app, play, ({ body }) => ({ played: body.how }));
  expect((await post({ how: 'well', times: 2 })).json()).toEqual({ played: 'well' });
  for (const [body, path] of [
    [{ how: 3 }, '/how'],
    [{ how: 'well', times: '2' }, '/times'],
    [{ how: 'we\0ll' }, '/how'],
    [{ how: 'well', extra: 1 }, expect.any(String)],
    [{}, expect.any(String)],
  ] as const) {
    const reply = await post(body);
    expect([reply.statusCode, reply.json().errors]).toEqual([
      400,
      expect.arrayContaining([expect.objectContaining({ path })]),
    ]);
  }
});

test('what a reply holds beyond its schema does not leave', async () => {
  await toy();
  mount(app, play, () => ({ played: 'well', passwordHash: 'never' }));
  expect((await post({ how: 'well' })).json()).toEqual({ played: 'well' });
});

test('what checks a request and writes its reply is compiled by the first such request, and by no start', async () => {
  await toy();
  const broken = Type.Unsafe<{ played: string }>({ $ref: 'nowhere#' });
  mount(app, { ...play, reply: broken }, () => ({ played: 'well' }));
  await app.ready();
  expect((await post({ how: 'well' })).statusCode).toBe(500);
  expect(written()).toContain('nowhere');
});

test('a request of another site is refused before anybody is asked who calls', async () => {
  await toy('https://lines.example.com');
  let asked = 0;
  app.admit = async () => {
    asked += 1;
    return undefined;
  };
  mount(app, { ...play, access: line() }, () => ({ played: 'well' }));
  const answers = async (headers: Record<string, string>) => (await post({ how: 'well' }, headers)).statusCode;
  expect(await answers({ origin: 'https://evil.example' })).toBe(403);
  expect(await answers({ origin: 'http://lines.example.com.evil.example' })).toBe(403);
  expect(await answers({ origin: 'null' })).toBe(403);
  expect(await answers({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(asked).toBe(0);
  expect(await answers({ origin: 'https://lines.example.com', 'sec-fetch-site': 'same-origin' })).toBe(200);
  expect(await answers({})).toBe(200);
  expect(asked).toBe(2);
});

test('an address in X-Forwarded-For is believed only from a proxy that the configuration trusts', async () => {
  const seen: string[] = [];
  for (const trustProxy of [false, '127.0.0.1']) {
    app = await createHttp({
      log: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:3000',
      trustProxy,
      admit: async () => undefined,
    });
    mount(app, play, ({ origin }) => {
      seen.push(origin.ip);
      return { played: 'well' };
    });
    await post({ how: 'well' }, { 'x-forwarded-for': '203.0.113.9' });
    if (trustProxy === false) await app.close();
  }
  expect(seen).toEqual(['127.0.0.1', '203.0.113.9']);
});

test('answers are not to be stored, framed or guessed at', async () => {
  await toy('https://lines.example.com');
  mount(app, play, () => ({ played: 'well' }));
  const { headers } = await post({ how: 'well' });
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'strict-transport-security': expect.stringContaining('max-age'),
  });
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  const guards = ['content-security-policy', 'x-content-type-options', 'strict-transport-security', 'referrer-policy'];
  const refused = [await post({ what: 'odd' }), await app.inject('/nowhere')];
  expect(refused.map((one) => one.statusCode)).toEqual([400, 404]);
  for (const one of refused)
    for (const name of guards) expect([name, one.headers[name]]).toEqual([name, headers[name]]);
});
