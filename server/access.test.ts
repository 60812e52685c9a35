import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { archives } from '#contract/archives.ts';
import { billing } from '#contract/billing.ts';
import { company } from '#contract/company.ts';
import { contactImports } from '#contract/contact-imports.ts';
import { contacts } from '#contract/contacts.ts';
import { deletion } from '#contract/deletion.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import { factors } from '#contract/factors.ts';
import { groups } from '#contract/groups.ts';
import { identity } from '#contract/identity.ts';
import { inbox } from '#contract/inbox.ts';
import { lines } from '#contract/lines.ts';
import { live } from '#contract/live.ts';
import { mailbox } from '#contract/mailbox.ts';
import { messageSettings } from '#contract/message-settings.ts';
import { messages } from '#contract/messages.ts';
import { plan } from '#contract/plan.ts';
import { plannedDeletion } from '#contract/planned-deletion.ts';
import { security } from '#contract/security.ts';
import { settings } from '#contract/settings.ts';
import { voice } from '#contract/voice.ts';
import { webhooks } from '#contract/webhooks.ts';
import { minutes } from '#server/platform/clock.ts';
import { endpointsOf } from '#server/platform/http/mount.ts';
import { isObject, sampleOf } from '#test/sample-body.ts';
import { type World, world } from '#test/world.ts';
import { createApp } from './app.ts';

// Everybody may ask these, and why is in the contract. A new open endpoint has to be written down here too.
const open = new Set([
  'GET /api/start',
  'POST /api/sign-up',
  'GET /api/username-check',
  'POST /api/sign-in',
  'POST /api/sign-in/second-step',
  'POST /api/sign-out',
  'POST /api/forgot-password',
  'POST /api/forgot-password/finish',
  'POST /api/forgot-username',
  'POST /api/links/look',
  'POST /api/links/use',
  'GET /api/pictures/:key/:size',
  'POST /api/invitations/look',
  'POST /api/invitations/accept',
  'POST /api/call-emails/look',
  'POST /api/call-emails/off',
  'GET /api/media/:key',
  'GET /l/:code',
]);

// All that the contract has for this server; the sweep below is checked to see as many as are mounted.
const all: readonly Endpoint[] = [
  identity,
  factors,
  plan,
  billing,
  settings,
  contacts,
  contactImports,
  groups,
  inbox,
  voice,
  messages,
  messageSettings,
  webhooks,
  live,
  mailbox,
  company,
  lines,
  archives,
  deletion,
  { plannedDeletion },
  security,
].flatMap((group) => Object.values(group));
const nameOf = (spec: Endpoint) => `${spec.method} ${spec.path}`;
const table = all.map((spec) => [nameOf(spec), spec] as const);
const closed = table.filter(([name]) => !open.has(name));
const unsafe = table.filter(([, spec]) => spec.method !== 'GET');
const withBody = table.filter(([, spec]) => spec.body !== undefined);

let w: World;
let ada: Awaited<ReturnType<World['line']>>;
beforeAll(async () => {
  w = await world();
  ada = await w.line();
});
afterAll(() => w.close());
// The limits of the acts are not what is looked at here.
beforeEach(async () => {
  w.clock.advance(minutes(5));
  await w.pool.query('delete from limit_window');
});

const urlOf = (spec: Endpoint) =>
  spec.path.replace(
    /:(\w+)/g,
    (_, name: string) => ({ id: '1', key: 'A'.repeat(24), size: '64', number: '+14155550100' })[name] ?? 'x',
  );
let visitor = 0;
async function ask(
  spec: Endpoint,
  more: { headers?: Record<string, string>; payload?: string | Buffer; url?: string } = {},
) {
  visitor += 1;
  const reply = await w.app.inject({
    method: spec.method,
    url: more.url ?? urlOf(spec),
    // Each from an address of its own, so that the shield in front of the open doors stays out of the way.
    remoteAddress: `10.1.${(visitor >> 8) & 255}.${visitor & 255}`,
    headers: { ...(more.payload !== undefined && { 'content-type': 'application/json' }), ...more.headers },
    ...(more.payload !== undefined && { payload: more.payload }),
  });
  const isProblem = String(reply.headers['content-type']).startsWith('application/problem+json');
  return { status: reply.statusCode, problem: isProblem ? JSON.parse(reply.body) : undefined, body: reply.body };
}
const asAda = async () => {
  const again = await w.signIn(ada.username);
  return { cookie: again.cookie() };
};

test('the sweep sees every endpoint that is mounted', () => {
  expect(endpointsOf(w.app).map(nameOf).sort()).toEqual(table.map(([name]) => name).sort());
  expect(closed.length + open.size).toBe(table.length);
});

test('no route of the API is outside the contract', () => {
  const routes = w.app.printRoutes({ commonPrefix: false });
  const paths = [...routes.matchAll(/(\/api[^\s(]*)/g)].map(([, path]) => path);
  expect(paths.length).toBeGreaterThan(0);
  const document = w.app.swagger() as { paths: Record<string, unknown> };
  const known = new Set(table.map(([, spec]) => spec.path.replace(/:(\w+)/g, '{$1}')));
  // Those under /v1 have credentials of their own, and tests of their own.
  for (const path of Object.keys(document.paths).filter((one) => !one.startsWith('/v1/')))
    expect(known).toContain(path);
});

describe('a stranger', () => {
  test.each(closed)('is refused by %s', async (_, spec) => {
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    expect(await ask(spec, { headers, ...(spec.body && { payload: JSON.stringify(sampleOf(spec)) }) })).toMatchObject({
      status: 401,
      problem: { code: 'identity.sign_in_needed' },
    });
  });

  test.each(closed)('with a cookie and a key made up is refused by %s', async (_, spec) => {
    const headers = { cookie: `trunkline=${'A'.repeat(43)}`, authorization: `Bearer ${'0'.repeat(40)}` };
    expect((await ask(spec, { headers })).status).toBe(401);
  });

  test('is not let in as one at this machine because a proxy at this machine asks for them', async () => {
    const reply = await w.app.inject({ url: '/api/mailbox', headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(reply.statusCode).toBe(401);
    expect((await w.app.inject({ url: '/api/mailbox' })).statusCode).toBe(200);
  });
});

describe('an API key', () => {
  test.each(closed.filter(([, { access }]) => access.who !== 'line' || access.scope === undefined))(
    'opens nothing that is for people: %s',
    async (_, spec) => {
      const headers = { authorization: `Bearer ${ada.apiKey}` };
      expect((await ask(spec, { headers, ...(spec.body && { payload: '{}' }) })).status).toBe(401);
    },
  );

  test.each(
    closed.flatMap(([name, spec]) =>
      spec.access.who === 'line' && spec.access.scope ? [[name, spec, spec.access.scope] as const] : [],
    ),
  )('without its scope is refused by %s', async (_, spec, scope) => {
    const own = await w.line();
    const other = scope === 'settings:read' ? 'settings:write' : 'settings:read';
    const made = await own.call(settings.makeKey, { body: { name: 'other', scopes: [other], expiresInDays: null } });
    const headers = { authorization: `Bearer ${made.body.key}` };
    expect(await ask(spec, { headers, ...(spec.body && { payload: '{}' }) })).toMatchObject({
      status: 403,
      problem: { code: 'identity.scope_needed' },
    });
  });
});

describe('somebody without the second step that their company asks for', () => {
  const opens = new Set(
    closed.filter(([, { access }]) => access.who === 'line' && access.beforeSecondStep).map(([name]) => name),
  );
  let own: { cookie: string };
  beforeAll(async () => {
    const bob = await w.line();
    own = { cookie: bob.cookie() };
    await w.pool.query('update company set second_factor_required = true where id = $1', [bob.companyId]);
  });

  test('is let in only where it is set up', () => {
    expect([...opens].sort()).toEqual([
      'GET /api/factors',
      'GET /api/live',
      'GET /api/me',
      'POST /api/factors/app',
      'POST /api/factors/app/finish',
      'POST /api/factors/passkey',
      'POST /api/factors/passkey/finish',
      'POST /api/proof',
      'POST /api/proof/start',
    ]);
  });

  test.each(closed.filter(([name]) => !opens.has(name)))('is refused by %s', async (_, spec) => {
    // From elsewhere: whoever sits at the machine reads handsets and mailbox anyway.
    const headers = { ...own, 'x-forwarded-for': '203.0.113.9' };
    expect(await ask(spec, { headers, ...(spec.body && { payload: JSON.stringify(sampleOf(spec)) }) })).toMatchObject({
      status: 403,
      problem: { code: 'identity.second_step_missing' },
    });
  });
});

describe('a page of another site', () => {
  test.each(unsafe)('is refused by %s', async (_, spec) => {
    const own = await asAda();
    const strange: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'http://localhost:3000.evil.example' },
    ];
    for (const headers of strange) {
      const reply = await ask(spec, {
        headers: { ...own, ...headers },
        ...(spec.body && { payload: JSON.stringify(sampleOf(spec)) }),
      });
      expect(reply).toMatchObject({ status: 403, problem: { code: 'request.cross_origin' } });
    }
  });

  test('is told from our own', async () => {
    const headers = { ...(await asAda()), origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };
    expect((await ask(settings.changeName, { headers, payload: '{"name":"Ada"}' })).status).toBe(200);
  });

  test('reaches no handset through us', async () => {
    const app = await createApp(w.deps, { simulatorUrl: 'http://127.0.0.1:9' });
    const foreign = await app.inject({
      method: 'POST',
      url: '/simulator/handsets',
      headers: { origin: 'https://evil.example' },
      payload: {},
    });
    expect(foreign.statusCode).toBe(403);
    const stranger = await app.inject({
      method: 'GET',
      url: '/simulator/handsets',
      headers: { 'x-forwarded-for': '203.0.113.9' },
    });
    expect(stranger.statusCode).toBe(401);
    await app.close();
  });
});

describe('bad input', () => {
  test.each(withBody)('to %s is told, as problem details', async (_, spec) => {
    const own = await asAda();
    const send = (payload: string | Buffer, type = 'application/json') =>
      ask(spec, { headers: { ...own, 'content-type': type }, payload });
    const invalid = { status: 400, problem: { code: 'request.invalid' } };
    for (const text of [
      '',
      '{',
      '{"a":',
      'nonsense',
      '[]',
      '"text"',
      '12',
      'null',
      '[[[[',
      '{"a":1}}',
      '\0',
      '\ufeff{}x',
    ]) {
      expect([text, await send(text)]).toMatchObject([text, invalid]);
    }
    expect(await send(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))).toMatchObject(invalid);
    const sample = sampleOf(spec);
    expect(await send(JSON.stringify({ ...sample, surprise: 1 }))).toMatchObject(invalid);
    expect(await send(JSON.stringify(sample).replace('{', '{"__proto__":{"admin":true},'))).toMatchObject(invalid);
    for (const field of isObject(spec.body) ? Object.keys(spec.body.properties) : []) {
      expect(await send(JSON.stringify({ ...sample, [field]: { deep: { deeper: [] } } }))).toMatchObject(invalid);
      expect(await send(JSON.stringify({ ...sample, [field]: 'a\0b'.padEnd(30, 'x') }))).toMatchObject(invalid);
    }
    expect(await send(JSON.stringify({ ...sample, filler: 'x'.repeat(300 * 1024) }))).toMatchObject({
      status: 413,
      problem: { code: 'request.too_large' },
    });
    expect((await send('<a/>', 'application/xml')).status).toBe(415);
    expect((await send('a=1', 'application/x-www-form-urlencoded')).status).toBe(415);
  });

  test('in paths and queries is told too', async () => {
    const own = await asAda();
    for (const id of ['%00', '0x1', '-1', '1e3', '99999999999999999999', "1'--", '%F0%9F%98%80']) {
      expect((await ask(settings.revokeKey, { headers: own, url: `/api/settings/api-keys/${id}` })).status).toBe(400);
    }
    expect((await ask(identity.checkUsername, { url: '/api/username-check?username=%00abc' })).status).toBe(400);
    expect((await ask(identity.checkUsername, { url: '/api/username-check' })).status).toBe(400);
    expect((await ask(identity.me, { url: '/api/%zz' })).status).toBeLessThan(500);
    expect(
      (await ask(settings.revokeKey, { headers: own, url: '/api/settings/api-keys/9223372036854775808' })).status,
    ).toBeLessThan(500);
  });

  test('whatever JSON comes, no endpoint answers 500', { timeout: 120_000 }, async () => {
    const own = await asAda();
    const bodies = fc.constantFrom(...withBody.map(([, spec]) => spec)).chain((spec) => {
      const fields = isObject(spec.body) ? Object.keys(spec.body.properties) : [];
      const strange = fc.oneof(
        fc.jsonValue(),
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('', '\0', '\ud800', -0, 1e308, null, true),
      );
      const record = fc.record(Object.fromEntries(fields.map((field) => [field, strange])), { requiredKeys: [] });
      return fc.tuple(fc.constant(spec), fc.oneof(record, fc.jsonValue()));
    });
    await fc.assert(
      fc.asyncProperty(bodies, async ([spec, body]) => {
        const reply = await ask(spec, { headers: own, payload: JSON.stringify(body) });
        expect([nameOf(spec), reply.status < 500]).toEqual([nameOf(spec), true]);
        if (reply.status >= 400)
          expect(reply.problem).toMatchObject({ status: reply.status, code: expect.any(String) });
      }),
      { numRuns: 300 },
    );
  });
});

describe('another company', () => {
  test('cannot revoke a key, and hears the same as for a key that does not exist', async () => {
    const own = await w.line();
    const made = await own.call(settings.makeKey, {
      body: { name: 'mine', scopes: ['settings:read'], expiresInDays: null },
    });
    const [{ id }] = made.body.settings.namedKeys;
    const bob = await w.line();
    const refused = await bob.call(settings.revokeKey, { params: { id } });
    const nothing = await bob.call(settings.revokeKey, { params: { id: '1' } });
    const { request_id: _one, ...one } = refused.body;
    const { request_id: _two, ...two } = nothing.body;
    expect(one).toEqual(two);
    expect(refused.status).toBe(404);
    const read = await w.request(settings.read, { headers: { authorization: `Bearer ${made.body.key}` } });
    expect(read).toMatchObject({ status: 200, body: { id: own.lineId } });
    expect((await bob.call(settings.read)).body.namedKeys).toEqual([]);
  });

  test('cannot use what waits for another line', async () => {
    const own = await w.line();
    const bob = await w.line();
    await own.call(settings.proposeEmail, { body: { email: `waits.${process.pid}@example.com` } });
    for (const spec of [
      settings.resendEmail,
      settings.cancelEmail,
      settings.resendCell,
      settings.cancelCell,
      settings.cancelPasswordCode,
    ]) {
      expect((await bob.call(spec)).body.code).toBe('settings.nothing_waiting');
    }
    expect((await own.call(settings.read)).body.email.waiting).not.toBeNull();
  });

  test("of a member, not an admin, the operator's pages stay shut", async () => {
    const member = await w.line();
    await w.pool.query("update line set roles = '{member}' where id = $1", [member.lineId]);
    const reply = await w.app.inject({
      url: '/api/mailbox',
      remoteAddress: '203.0.113.9',
      headers: { cookie: member.cookie() },
    });
    expect(reply.statusCode).toBe(403);
    expect(
      (await w.app.inject({ url: '/api/mailbox', remoteAddress: '203.0.113.9', headers: { cookie: ada.cookie() } }))
        .statusCode,
    ).toBe(200);
  });
});
