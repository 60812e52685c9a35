import { afterAll, expect, test } from 'vitest';
import { hours, minutes } from '#server/platform/clock.ts';
import { testDatabase } from '#test/database.ts';
import { clearUses, takeUse, usesLeft } from './limits.ts';

const { db, close } = await testDatabase();
afterAll(close);

const start = new Date('2026-03-01T12:00:00.000Z');
const at = (ms: number) => new Date(start.getTime() + ms);
const limit = { most: 5, ms: hours(1) };

test('of 300 uses at once exactly as many are taken as there are', async () => {
  const taken = await Promise.all(
    Array.from({ length: 300 }, () => takeUse(db, 'crowd', { most: 40, ms: hours(1) }, start)),
  );
  expect(taken.filter((one) => one.ok)).toHaveLength(40);
  expect(await usesLeft(db, 'crowd', { most: 40, ms: hours(1) }, start)).toBe(0);
});

test('the window slides: each use frees itself an hour after it was taken, and never twice as many pass around a turn', async () => {
  for (let n = 0; n < 5; n += 1)
    expect(await takeUse(db, 'slide', limit, at(minutes(10 * n)))).toEqual({ ok: true, left: 4 - n });
  expect(await takeUse(db, 'slide', limit, at(minutes(59)))).toEqual({ ok: false, retryAfterSeconds: 60 });
  expect((await takeUse(db, 'slide', limit, at(minutes(60)))).ok).toBe(true);
  expect(await takeUse(db, 'slide', limit, at(minutes(61)))).toEqual({ ok: false, retryAfterSeconds: 540 });
});

test('a refused use costs nothing', async () => {
  for (let n = 0; n < 5; n += 1) await takeUse(db, 'refused', limit, start);
  for (let n = 0; n < 50; n += 1) expect((await takeUse(db, 'refused', limit, at(minutes(30)))).ok).toBe(false);
  expect(await usesLeft(db, 'refused', limit, at(hours(1)))).toBe(5);
});

test('uses in a row are counted across hours, until they are cleared', async () => {
  const row = { most: 5, ms: hours(1), inARow: 12 };
  let taken = 0;
  for (let hour = 0; hour < 5; hour += 1) {
    for (let n = 0; n < 5; n += 1) if ((await takeUse(db, 'row', row, at(hours(hour)))).ok) taken += 1;
  }
  expect(taken).toBe(12);
  expect(await usesLeft(db, 'row', row, at(hours(9)))).toBe(0);
  await clearUses(db, ['row', 'nothing']);
  expect(await usesLeft(db, 'row', row, at(hours(9)))).toBe(5);
});

test('a use that a transaction gives up is not taken', async () => {
  await expect(
    db.transaction(async (tx) => {
      await takeUse(tx, 'undone', limit, start);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await usesLeft(db, 'undone', limit, start)).toBe(5);
});
