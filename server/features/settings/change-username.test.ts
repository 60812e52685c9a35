import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { settings } from '#contract/settings.ts';
import { days } from '#server/platform/clock.ts';
import { password, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

test('the new username signs in, and the old one goes on for 30 days', async () => {
  const ada = await w.line({ username: 'ada.byron' });
  const reply = await ada.call(settings.changeUsername, { body: { username: 'Countess', was: 'ada.byron' } });
  expect(reply).toMatchObject({
    status: 200,
    body: {
      username: 'Countess',
      formerUsernames: [{ username: 'ada.byron', worksUntil: '2026-03-31T12:00:00.000Z' }],
    },
  });

  const signsIn = async (username: string) =>
    (await w.request(identity.signIn, { body: { username, password } })).status;
  expect(await signsIn('countess')).toBe(200);
  expect(await signsIn('ada.byron')).toBe(200);
  w.clock.advance(days(31));
  expect(await signsIn('ada.byron')).toBe(401);
});

test('the line is told by mail that its username changed', async () => {
  const ada = await w.line();
  await ada.call(settings.changeUsername, { body: { username: 'told.by.mail' } });
  await w.drainJobs();
  expect(w.mails().findLast((mail) => mail.to === ada.email)?.text).toContain('told.by.mail');
});

test.each([
  ['two characters', 'ab', 'identity.username_shape'],
  ['65 characters', 'x'.repeat(65), 'identity.username_shape'],
  ['a space', 'ada byron', 'identity.username_shape'],
  ['a reserved word', 'Admin', 'identity.username_reserved'],
])('a username of %s is refused beside the field', async (_, username, code) => {
  const ada = await w.line();
  expect(await ada.call(settings.changeUsername, { body: { username } })).toMatchObject({
    status: 422,
    body: { code, field: 'username' },
  });
  expect((await ada.call(settings.read)).body.username).toBe(ada.username);
});

test.each([
  ['as it is', 'grace.hopper'],
  ['in another case', 'Grace.Hopper'],
  ['with look-alike letters', 'grаce.hopper'],
])('a username that is taken is refused %s', async (_, username) => {
  await w.line({ username: 'grace.hopper' }).catch(() => undefined);
  const ada = await w.line();
  expect(await ada.call(settings.changeUsername, { body: { username } })).toMatchObject({
    status: 409,
    body: { code: 'identity.username_taken', field: 'username' },
  });
});

test('a username given up is held for 90 days, for everybody but its last owner', async () => {
  const owner = await w.line({ username: 'given.up' });
  const other = await w.line();
  await owner.call(settings.changeUsername, { body: { username: 'something.else' } });
  expect(await other.call(settings.changeUsername, { body: { username: 'Given.Up' } })).toMatchObject({
    status: 409,
    body: { code: 'identity.username_held', field: 'username' },
  });
  expect((await owner.call(settings.changeUsername, { body: { username: 'given.up' } })).status).toBe(200);
  await owner.call(settings.changeUsername, { body: { username: 'something.else' } });

  w.clock.advance(days(91));
  const later = await w.signIn(other.username);
  expect((await later.call(settings.changeUsername, { body: { username: 'given.up' } })).status).toBe(200);
});

test('the second of two tabs is told which username stands', async () => {
  const ada = await w.line();
  await ada.call(settings.changeUsername, { body: { username: 'first.tab', was: ada.username } });
  expect(
    await ada.call(settings.changeUsername, { body: { username: 'second.tab', was: ada.username } }),
  ).toMatchObject({
    status: 409,
    body: { code: 'settings.changed_elsewhere', field: 'username', detail: { now: 'first.tab' } },
  });
});

test('nobody can hoard usernames by changing all day', async () => {
  const ada = await w.line();
  const statuses: number[] = [];
  for (let n = 0; n < 11; n += 1)
    statuses.push((await ada.call(settings.changeUsername, { body: { username: `hoarded.${n}` } })).status);
  expect(statuses).toEqual([...Array(10).fill(200), 429]);
  expect((await ada.call(settings.read)).body.username).toBe('hoarded.9');
});
