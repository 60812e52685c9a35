import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import type { SessionId } from '#contract/ids.ts';
import { settings } from '#contract/settings.ts';
import { days, hours, minutes } from '#server/platform/clock.ts';
import type { News } from '#server/platform/live/live.ts';
import { password, type World, world } from '#test/world.ts';
import { touchSession } from './sessions.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.clock.advance(hours(1)));

const rowOf = async (lineId: string): Promise<{ id: SessionId; last_seen_at: Date }> =>
  (await w.pool.query('select id::text, last_seen_at from session where line_id = $1', [lineId])).rows[0];

test('a session lives 14 days without being used', async () => {
  const ada = await w.line();
  w.clock.advance(days(14));
  expect((await ada.call(identity.me)).status).toBe(200);
  w.clock.advance(days(14) + 1);
  expect((await ada.call(identity.me)).status).toBe(401);
});

test('a session that is used every day ends after 90 days all the same', async () => {
  const ada = await w.line();
  for (let day = 0; day < 9; day += 1) {
    w.clock.advance(days(10));
    expect((await ada.call(identity.me)).status).toBe(200);
  }
  w.clock.advance(1);
  expect((await ada.call(identity.me)).status).toBe(401);
});

test('a proof does not make a session live longer', async () => {
  const ada = await w.line();
  for (let day = 0; day < 9; day += 1) {
    w.clock.advance(days(10) - 1);
    expect((await ada.call(identity.prove, { body: { password } })).status).toBe(200);
  }
  w.clock.advance(days(1));
  expect((await ada.call(identity.me)).status).toBe(401);
});

test('a session that signed out is dead at once, the cookie is taken away, and its other pages are told', async () => {
  const ada = await w.line();
  const { id } = await rowOf(ada.lineId);
  const heard: (News | undefined)[] = [];
  const stop = w.deps.live.listen(ada, (news) => heard.push(news));
  const cookie = ada.cookie();
  const reply = await ada.call(identity.signOut);
  expect(reply.status).toBe(204);
  expect(String(reply.headers['set-cookie'])).toMatch(/^trunkline=;.*Expires=Thu, 01 Jan 1970/);
  expect((await w.request(identity.me, {}, cookie)).status).toBe(401);
  await expect.poll(() => heard).toContainEqual({ line: ada.lineId, topic: 'signed-out', session: id });
  stop();
});

test('ending the other sessions leaves the own one', async () => {
  const ada = await w.line();
  const other = await w.signIn(ada.username);
  expect((await ada.call(settings.read)).body.password.otherSessions).toBe(1);
  await ada.call(settings.updatePassword, {
    body: { currentPassword: password, newPassword: 'another staple for the horse 77', endOtherSessions: true },
  });
  expect((await other.call(identity.me)).status).toBe(401);
  expect((await ada.call(identity.me)).status).toBe(200);
});

test('nobody is let in by a token that is not one', async () => {
  for (const cookie of [
    'trunkline=',
    'trunkline=null',
    `trunkline=${'A'.repeat(43)}`,
    'trunkline=%00',
    '__Host-trunkline=x',
  ]) {
    expect((await w.request(identity.me, {}, cookie)).status).toBe(401);
  }
});

test('last seen moves at most once a minute, and only forwards', async () => {
  const ada = await w.line();
  const start = w.clock.now();
  w.clock.advance(minutes(1));
  await ada.call(identity.me);
  expect((await rowOf(ada.lineId)).last_seen_at).toEqual(start);
  w.clock.advance(1);
  await Promise.all(Array.from({ length: 10 }, () => ada.call(identity.me)));
  const moved = w.clock.now();
  const row = await rowOf(ada.lineId);
  expect(row.last_seen_at).toEqual(moved);
  // Another process whose clock is behind.
  await touchSession(w.db, ada.companyId, row.id, start);
  expect((await rowOf(ada.lineId)).last_seen_at).toEqual(moved);
});
