import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Endpoint } from '#contract/endpoint.ts';
import { settings } from '#contract/settings.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const valid: Partial<Record<keyof typeof settings, object>> = {
  changeName: { name: 'Ada' },
  changeUsername: { username: 'someone.new' },
  changePreferences: { set: { appearance: 'dark' } },
  proposeCell: { number: '+14155550123' },
  verifyCell: { code: '123456' },
  updatePassword: { currentPassword: 'x', newPassword: 'y', endOtherSessions: true },
  proposeEmail: { email: 'someone@example.com' },
  rotateKey: { oldKeyHours: 0 },
  changeKeyRate: { perMinute: 60 },
  makeKey: { name: 'Zapier', scopes: ['settings:read'], expiresInDays: null },
};
const specs: [string, Endpoint][] = Object.entries(settings);
const withBody = specs.filter(([, spec]) => spec.body);

test('every endpoint with a body is tried below', () => {
  expect(withBody.map(([name]) => name).sort()).toEqual(Object.keys(valid).sort());
});

test.each(withBody)('%s refuses a field it does not know, and writes nothing', async (name, spec) => {
  const ada = await w.line();
  const { body: before } = await ada.call(settings.read);
  for (const smuggled of [{ roles: ['admin'] }, { passwordHash: 'x' }, { companyId: '1' }]) {
    const body = { ...valid[name as keyof typeof settings], ...smuggled }; // the names above
    expect(await ada.call(spec, { params: { id: '1' }, body })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: expect.any(Array) },
    });
  }
  expect((await ada.call(settings.read)).body).toEqual(before);
});

test.each(withBody)('%s answers broken, wrong, missing and oversized bodies with problem details', async (_, spec) => {
  const ada = await w.line();
  const json = (payload: string) => ada.call(spec, { params: { id: '1' }, raw: { payload, type: 'application/json' } });
  for (const payload of ['{"name": ', 'null', '[]', '"text"', '7', '{}', '{"__proto__": {"a": 1}}']) {
    const reply = await json(payload);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(reply).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  }
  expect(await json(`{"x": "${'x'.repeat(300_000)}"}`)).toMatchObject({
    status: 413,
    body: { code: 'request.too_large' },
  });
  expect(
    (
      await ada.call(spec, {
        params: { id: '1' },
        raw: { payload: 'name=Ada', type: 'application/x-www-form-urlencoded' },
      })
    ).status,
  ).toBe(415);
});

test.each(specs.filter(([name]) => name !== 'picture'))('%s refuses a stranger', async (_, spec) => {
  const reply = await w.request(spec, { params: { id: '1' } });
  expect(reply).toMatchObject({ status: 401, body: { code: 'identity.sign_in_needed' } });
});

test('settings are never kept by a cache', async () => {
  const ada = await w.line();
  expect((await ada.call(settings.read)).headers['cache-control']).toBe('no-store');
});

test('a request from another site is not carried out', async () => {
  const ada = await w.line();
  const reply = await ada.call(settings.changeName, {
    body: { name: 'Eve' },
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  });
  expect(reply).toMatchObject({ status: 403, body: { code: 'request.cross_origin' } });
});

test('one line sees and changes nothing of another', async () => {
  const [ada, bob] = [await w.line({ name: 'Ada' }), await w.line({ name: 'Bob' })];
  await ada.call(settings.proposeCell, { body: { number: '+14155550177' } });
  await bob.call(settings.changeName, { body: { name: 'Robert' } });
  expect(await bob.call(settings.cancelCell)).toMatchObject({ status: 409 });
  expect((await ada.call(settings.read)).body).toMatchObject({
    name: 'Ada',
    cell: { waiting: { target: '+14155550177' } },
  });
});
