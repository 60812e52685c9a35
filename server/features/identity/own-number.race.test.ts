import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type World, world } from '#test/world.ts';
import { takeLineNumber } from './index.ts';
import { noticeNumber } from './notice-number.ts';
import { line } from './tables.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

/** As in the world outside, taking a number takes a moment. */
const slowly = (): World['deps'] => ({
  ...w.deps,
  carrier: {
    ...w.deps.carrier,
    async takeNumber(order) {
      await new Promise((done) => setTimeout(done, 30));
      return w.deps.carrier.takeNumber(order);
    },
  },
});

test('a line whose number is asked for from five sides at once gets one, and one is paid for, 20 times of 20', async () => {
  for (let round = 0; round < 20; round += 1) {
    const ada = await w.line();
    await w.db.update(line).set({ number: null }).where(eq(line.id, ada.lineId));
    const label = `Trunkline line ${ada.lineId}`;
    for (const { number } of await w.deps.carrier.listNumbers({ label })) await w.deps.carrier.releaseNumber(number);
    await Promise.all(Array.from({ length: 5 }, () => takeLineNumber(slowly(), ada)));
    const owned = await w.deps.carrier.listNumbers({ label });
    const [now] = await w.db.select({ number: line.number }).from(line).where(eq(line.id, ada.lineId));
    expect(owned.map(({ number }) => number)).toEqual([now?.number]);
  }
});

test('the number of codes and notices is taken once, however many need it at once', async () => {
  const numbers = await Promise.all(Array.from({ length: 20 }, () => noticeNumber(slowly())));
  expect(new Set(numbers).size).toBe(1);
  expect(await w.deps.carrier.listNumbers({ label: 'Trunkline notices' })).toHaveLength(1);
});
