import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { settings } from '#contract/settings.ts';
import { hours, minutes } from '#server/platform/clock.ts';
import { freshNumber, password, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.clock.advance(hours(1)));

test('a sign-in counts as proof for ten minutes and not a moment longer', async () => {
  const ada = await w.line();
  w.clock.advance(minutes(10));
  expect((await ada.call(settings.showKey)).status).toBe(200);
  w.clock.advance(1);
  expect(await ada.call(settings.showKey)).toMatchObject({
    status: 403,
    body: { code: 'identity.proof_needed', detail: { methods: ['password'] } },
  });
});

test('the password proves it again: a new token, the old one dead, ten more minutes', async () => {
  const ada = await w.line();
  w.clock.advance(minutes(30));
  const old = ada.cookie();
  const reply = await ada.call(identity.prove, { body: { password } });
  expect(reply).toMatchObject({
    status: 200,
    body: { provenUntil: new Date(w.clock.now().getTime() + minutes(10)).toISOString() },
  });
  expect(ada.cookie()).not.toBe(old);
  expect((await w.request(identity.me, {}, old)).status).toBe(401);
  expect((await ada.call(settings.proposeCell, { body: { number: freshNumber() } })).status).toBe(202);
  w.clock.advance(minutes(10) + 1);
  expect((await ada.call(settings.showKey)).body.code).toBe('identity.proof_needed');
});

test('proof is of one session: another one of the same line stays unproven', async () => {
  const ada = await w.line();
  const other = await w.signIn(ada.username);
  w.clock.advance(minutes(11));
  await ada.call(identity.prove, { body: { password } });
  expect((await ada.call(settings.showKey)).status).toBe(200);
  expect((await other.call(settings.showKey)).status).toBe(403);
});

test('a wrong password proves nothing and leaves the session as it was', async () => {
  const ada = await w.line();
  w.clock.advance(minutes(11));
  const before = ada.cookie();
  expect(await ada.call(identity.prove, { body: { password: 'not the password' } })).toMatchObject({
    status: 422,
    body: { code: 'identity.wrong_password', field: 'password' },
  });
  expect(ada.cookie()).toBe(before);
  expect((await ada.call(settings.showKey)).status).toBe(403);
  expect((await ada.call(identity.me)).status).toBe(200);
});

test('of 40 wrong passwords at once twenty are looked at; then the right one waits', async () => {
  const ada = await w.line();
  const replies = await Promise.all(
    Array.from({ length: 40 }, () => ada.call(identity.prove, { body: { password: 'not the password' } })),
  );
  expect(replies.filter((one) => one.body.code === 'identity.wrong_password')).toHaveLength(20);
  expect((await ada.call(identity.prove, { body: { password } })).body.code).toBe('identity.too_many_attempts');
  w.clock.advance(hours(1));
  expect((await ada.call(identity.prove, { body: { password } })).status).toBe(200);
});

test('an API key cannot prove anything', async () => {
  const ada = await w.line();
  const reply = await w.request(identity.prove, {
    body: { password },
    headers: { authorization: `Bearer ${ada.apiKey}` },
  });
  expect(reply.status).toBe(401);
});
