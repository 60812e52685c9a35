import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '#server/platform/errors.ts';
import { bareLines } from '#test/bare-lines.ts';
import { type World, world } from '#test/world.ts';
import { moveUsername } from './move-username.ts';
import { skeletonOf } from './username.ts';
import { withLine } from './with-line.ts';

type Racer = Awaited<ReturnType<typeof bareLines>>[number];

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

/** 'moved', or the code of the refusal. A fault, a deadlock for one, ends the test. */
const move = (racer: Racer, username: string): Promise<string> =>
  withLine(w.db, racer, (tx, line) => moveUsername(tx, w.deps, line, username)).then(
    () => 'moved',
    (error: unknown) => {
      if (error instanceof AppError) return error.spec.code;
      throw error;
    },
  );

/** Lines whose name on the line is not their one current claim. */
const halfNamed = async () =>
  (
    await w.pool.query(
      `select l.id from line l left join username_claim c on c.line_id = l.id and c.held_until is null
       group by l.id, l.username having count(c.skeleton) <> 1 or min(c.username) <> l.username`,
    )
  ).rows;

test('of ten people after one username, fifty times, one gets it and nobody is left nameless', {
  timeout: 180_000,
}, async () => {
  const racers = await bareLines(w, 500);
  for (let round = 0; round < 50; round += 1) {
    const group = racers.slice(round * 10, round * 10 + 10);
    const wanted = `prize${round}x`;
    const looks = [wanted, wanted.toUpperCase(), wanted.replace('i', 'l'), wanted.replace('p', 'р')];
    const results = await Promise.all(group.map((racer, at) => move(racer, looks[at % looks.length] ?? wanted)));
    expect(results.filter((one) => one === 'moved')).toHaveLength(1);
    expect(results.filter((one) => one === 'identity.username_taken')).toHaveLength(9);
    const [claim] = (
      await w.pool.query('select line_id::text from username_claim where skeleton = $1', [skeletonOf(wanted)])
    ).rows;
    expect(claim.line_id).toBe(group[results.indexOf('moved')]?.lineId);
  }
  expect(await halfNamed()).toEqual([]);
});

test("two lines after each other's names at once, 100 times, never deadlock and keep a name each", {
  timeout: 120_000,
}, async () => {
  const racers = await bareLines(w, 200);
  const pairs = Array.from({ length: 100 }, (_, at) => racers.slice(at * 2, at * 2 + 2));
  for (const [one, two] of pairs) {
    if (!one || !two) throw new Error('no pair');
    const results = await Promise.all([move(one, two.username), move(two, one.username)]);
    // Names are held for their last owner: neither gets the other's.
    for (const result of results) expect(['identity.username_taken', 'identity.username_held']).toContain(result);
  }
  expect(await halfNamed()).toEqual([]);
});

test('one line that changes its name ten ways at once ends with one name', async () => {
  const [racer] = await bareLines(w, 1);
  if (!racer) throw new Error('no line');
  const results = await Promise.all(Array.from({ length: 10 }, (_, at) => move(racer, `busy${at}name`)));
  expect(results).toEqual(Array.from({ length: 10 }, () => 'moved'));
  expect(await halfNamed()).toEqual([]);
});
