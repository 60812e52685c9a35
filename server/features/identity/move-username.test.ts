import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { days } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import { bareLines } from '#test/bare-lines.ts';
import { type World, world } from '#test/world.ts';
import { findLineByUsername, listFormerUsernames, moveUsername } from './move-username.ts';
import { withLine } from './with-line.ts';

type Racer = Awaited<ReturnType<typeof bareLines>>[number];

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

let n = 0;
const freshName = () => `fresh${n++}name`;
const move = (racer: Racer, username: string) =>
  withLine(w.db, racer, (tx, line) => moveUsername(tx, w.deps, line, username)).catch((error: unknown) => {
    if (error instanceof AppError) return error.spec.code;
    throw error;
  });
const ownerOf = async (username: string) => (await findLineByUsername(w.db, username, w.clock.now()))?.id;
async function two(): Promise<[Racer, Racer]> {
  const [one, other] = await bareLines(w, 2);
  if (!one || !other) throw new Error('no lines');
  return [one, other];
}

test("the old name works for 30 days and is nobody else's for 90", async () => {
  const [ada, bob] = await two();
  const name = freshName();
  expect(await move(ada, name)).toBe(name);
  expect(await ownerOf(ada.username)).toBe(ada.lineId);
  expect(await move(bob, ada.username)).toBe('identity.username_held');
  w.clock.advance(days(30));
  expect(await ownerOf(ada.username)).toBeUndefined();
  expect(await ownerOf(name)).toBe(ada.lineId);
  w.clock.advance(days(60) - 1);
  expect(await move(bob, ada.username)).toBe('identity.username_held');
  w.clock.advance(1);
  expect(await move(bob, ada.username)).toBe(ada.username);
  expect(await ownerOf(ada.username)).toBe(bob.lineId);
});

test('one may go back to a former name while it is held', async () => {
  const [ada] = await two();
  const name = freshName();
  await move(ada, name);
  w.clock.advance(days(40));
  expect(await move(ada, ada.username)).toBe(ada.username);
  expect(await ownerOf(ada.username)).toBe(ada.lineId);
  const former = await withLine(w.db, ada, (tx) => listFormerUsernames(tx, ada, w.clock.now()));
  expect(former.map((one) => one.username)).toEqual([name]);
});

test('a change of case alone keeps the name and holds nothing', async () => {
  const [ada] = await two();
  const shouted = ada.username.toUpperCase();
  expect(await move(ada, shouted)).toBe(shouted);
  expect(await ownerOf(ada.username)).toBe(ada.lineId);
  expect(await listFormerUsernames(w.db, ada, w.clock.now())).toEqual([]);
});

test('a name somebody has is taken, in another case or in look-alike letters too', async () => {
  const [ada, bob] = await two();
  await move(ada, 'Paypal-desk');
  for (const look of ['paypal-desk', 'PAYPAL-DESK', 'pаypаl-desk', 'paypaI-desk']) {
    expect(await move(bob, look)).toBe('identity.username_taken');
  }
});

test('what the page is told about a name is what taking it would say', async () => {
  const [ada, bob] = await two();
  const name = freshName();
  await move(ada, name);
  const why = async (username: string) => (await w.request(identity.checkUsername, { query: { username } })).body;
  expect(await why(name.toUpperCase())).toEqual({ free: false, why: 'identity.username_taken' });
  expect(await why(ada.username)).toEqual({ free: false, why: 'identity.username_held' });
  expect(await why('support')).toEqual({ free: false, why: 'identity.username_reserved' });
  expect(await why('a b')).toEqual({ free: false, why: 'identity.username_shape' });
  const free = freshName();
  expect(await why(free)).toEqual({ free: true });
  expect(await move(bob, free)).toBe(free);
});
