import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { days, hours, minutes } from '#server/platform/clock.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const withKey = (key: string) => w.request(settings.read, { headers: { authorization: `Bearer ${key}` } });
const works = async (key: string) => (await withKey(key)).status === 200;
const named = { name: 'Zapier', scopes: ['settings:read'], expiresInDays: null } as const;

test('the key is shown after a fresh proof only, and each time is recorded', async () => {
  const ada = await w.line();
  expect((await ada.call(settings.read)).body.apiKey).toEqual({
    id: expect.any(String),
    perMinute: 600,
    lastFour: ada.apiKey.slice(-4),
    createdAt: w.clock.now().toISOString(),
    lastUsedAt: null,
    former: null,
  });
  expect(await ada.call(settings.showKey)).toMatchObject({ status: 200, body: { key: ada.apiKey } });
  w.clock.advance(minutes(11));
  expect(await ada.call(settings.showKey)).toMatchObject({ status: 403, body: { code: 'identity.proof_needed' } });
  expect(
    await w.rows(sql`select kind from security_event where line_id = ${ada.lineId} and kind = 'key.shown'`),
  ).toHaveLength(1);
});

test('a rotated key lives on for the hours given, then only the new one works', async () => {
  const ada = await w.line();
  const { key, settings: shown } = (await ada.call(settings.rotateKey, { body: { oldKeyHours: 1 } })).body;
  expect(shown.apiKey).toMatchObject({
    lastFour: key.slice(-4),
    former: { lastFour: ada.apiKey.slice(-4), worksUntil: '2026-03-01T13:11:00.000Z' },
  });
  expect([await works(ada.apiKey), await works(key)]).toEqual([true, true]);
  w.clock.advance(hours(1));
  expect([await works(ada.apiKey), await works(key)]).toEqual([false, true]);
  await w.drainJobs();
  expect(w.mails().findLast((mail) => mail.to === ada.email)?.subject).toBe('Your API key was rotated');
});

test('rotating at once stops the old key and those of earlier rotations', async () => {
  const ada = await w.line();
  const second = (await ada.call(settings.rotateKey, { body: { oldKeyHours: 168 } })).body.key;
  expect(await works(ada.apiKey)).toBe(true);
  const { key, settings: shown } = (await ada.call(settings.rotateKey, { body: { oldKeyHours: 0 } })).body;
  expect([await works(ada.apiKey), await works(second), await works(key)]).toEqual([false, false, true]);
  expect(shown.apiKey.former).toBeNull();
});

test('a shorter overlap also ends the longer one of an earlier rotation', async () => {
  const ada = await w.line();
  await ada.call(settings.rotateKey, { body: { oldKeyHours: 168 } });
  await ada.call(settings.rotateKey, { body: { oldKeyHours: 1 } });
  w.clock.advance(hours(1));
  expect(await works(ada.apiKey)).toBe(false);
});

test('a named key is shown once and does what its scopes say', async () => {
  const ada = await w.line();
  const made = await ada.call(settings.makeKey, { body: { ...named, name: '  Zapier  reads ' } });
  expect(made).toMatchObject({
    status: 201,
    body: {
      key: expect.stringMatching(/^tk_[\w-]{43}$/),
      settings: { namedKeys: [{ name: 'Zapier reads', scopes: ['settings:read'], expiresAt: null, lastUsedAt: null }] },
    },
  });
  const { key } = made.body;
  expect(await works(key)).toBe(true);
  expect(
    await w.request(settings.changeName, { body: { name: 'Eve' }, headers: { authorization: `Bearer ${key}` } }),
  ).toMatchObject({ status: 403, body: { code: 'identity.scope_needed' } });
  expect(JSON.stringify((await ada.call(settings.read)).body)).not.toContain(key);
  expect((await ada.call(settings.read)).body.namedKeys[0].lastUsedAt).toBe(w.clock.now().toISOString());
  await w.drainJobs();
  expect(w.mails().findLast((mail) => mail.to === ada.email)?.text).toContain('Zapier reads');
});

test('a key with an end stops at it', async () => {
  const ada = await w.line();
  const { key } = (await ada.call(settings.makeKey, { body: { ...named, expiresInDays: 7 } })).body;
  expect(await works(key)).toBe(true);
  w.clock.advance(days(7));
  expect(await works(key)).toBe(false);
});

test('a revoked key is dead at once, leaves the list, and stays in the records', async () => {
  const ada = await w.line();
  const made = (await ada.call(settings.makeKey, { body: named })).body;
  expect(await works(made.key)).toBe(true);
  const params = { id: made.settings.namedKeys[0].id };
  expect((await ada.call(settings.revokeKey, { params })).body.namedKeys).toEqual([]);
  expect(await works(made.key)).toBe(false);
  expect(await ada.call(settings.revokeKey, { params })).toMatchObject({
    status: 404,
    body: { code: 'request.not_found' },
  });
  expect(
    await w.rows(
      sql`select disabled_at is not null as disabled from api_key where line_id = ${ada.lineId} and name = 'Zapier'`,
    ),
  ).toEqual([{ disabled: true }]);
});

test('nobody revokes the key of another line, and the own key is rotated rather than revoked', async () => {
  const [ada, eve] = [await w.line(), await w.line()];
  const made = (await ada.call(settings.makeKey, { body: named })).body;
  expect((await eve.call(settings.revokeKey, { params: { id: made.settings.namedKeys[0].id } })).status).toBe(404);
  const [own] = await w.rows(sql`select id::text from api_key where line_id = ${ada.lineId} and name is null`);
  expect((await ada.call(settings.revokeKey, { params: { id: String(own?.id) } })).status).toBe(404);
  expect([await works(made.key), await works(ada.apiKey)]).toEqual([true, true]);
});

test.each(['', '   ', 'x'.repeat(61), 'tab\u0007bell'])('the key name %j is refused beside the field', async (name) => {
  const ada = await w.line();
  expect(await ada.call(settings.makeKey, { body: { ...named, name } })).toMatchObject({
    status: 422,
    body: { code: 'settings.key_name_shape', field: 'name' },
  });
});

test('a line has fifty named keys at most, however they are asked for', async () => {
  const ada = await w.line();
  const replies = await Promise.all(Array.from({ length: 60 }, () => ada.call(settings.makeKey, { body: named })));
  expect(replies.filter((reply) => reply.status === 201)).toHaveLength(50);
  expect(replies.find((reply) => reply.status !== 201)).toMatchObject({
    status: 409,
    body: { code: 'settings.too_many_keys' },
  });
  await ada.call(settings.revokeKey, { params: { id: (await ada.call(settings.read)).body.namedKeys[0].id } });
  expect((await ada.call(settings.makeKey, { body: named })).status).toBe(201);
});

test.each([
  ['no scope', { scopes: [] }],
  ['a scope there is none of', { scopes: ['company:delete'] }],
  ['an end of its own choosing', { expiresInDays: 3650 }],
])('a key with %s is bad input', async (_, wrong) => {
  const ada = await w.line();
  expect(await ada.call(settings.makeKey, { body: { ...named, ...wrong } })).toMatchObject({
    status: 400,
    body: { code: 'request.invalid' },
  });
});

test.each([
  ['showing', settings.showKey, undefined],
  ['rotating', settings.rotateKey, { oldKeyHours: 0 }],
  ['making', settings.makeKey, named],
])('%s keys is not for keys', async (_, spec, body) => {
  const ada = await w.line();
  expect(
    (await w.request(spec, { ...(body && { body }), headers: { authorization: `Bearer ${ada.apiKey}` } })).status,
  ).toBe(401);
});
