import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createPace, eachInSlices, urgently } from './pace.ts';

test('never more than so many are under way, all of them come to their turn, and in order', async () => {
  const pace = createPace(8);
  let underWay = 0;
  let most = 0;
  const begun: number[] = [];
  const acts = Array.from({ length: 100 }, (_, n) =>
    pace.run(async () => {
      begun.push(n);
      underWay += 1;
      most = Math.max(most, underWay);
      await sleep(12);
      underWay -= 1;
      return n;
    }),
  );
  expect(await Promise.all(acts)).toEqual(begun);
  expect(begun).toEqual(Array.from({ length: 100 }, (_, n) => n));
  expect(most).toBeLessThanOrEqual(8);
});

test('an act that fails tells who waits for it, and makes room like any other', async () => {
  const pace = createPace(1);
  const failing = pace.run(() => Promise.reject(new Error('no')));
  const after = pace.run(() => Promise.resolve('yes'));
  await expect(failing).rejects.toThrow('no');
  expect(await after).toBe('yes');
});

test('bulk work stands back for what is urgent, but not for ever', async () => {
  const pace = createPace(8);
  const began = performance.now();
  const first = pace.run(() => Promise.resolve(performance.now() - began));
  await urgently(() => sleep(40));
  const second = pace.run(() => Promise.resolve(performance.now() - began));
  expect(await first).toBeGreaterThan(39);
  expect((await second) - (await first)).toBeLessThan(30);
  const long = urgently(() => sleep(1000));
  const asked = performance.now();
  await pace.run(() => Promise.resolve());
  expect(performance.now() - asked).toBeGreaterThan(90);
  expect(performance.now() - asked).toBeLessThan(900);
  await long;
});

test('what takes long is done in slices: all of it, in order, while timers go on and what is urgent comes to its end', async () => {
  const done: number[] = [];
  const work = eachInSlices(Array(400).keys(), (n) => {
    const began = performance.now();
    while (performance.now() - began < 0.5);
    done.push(n);
  });
  await sleep(1);
  expect(done.length).toBeLessThan(100);
  const atOnce = await urgently(async () => {
    await sleep(1); // the slice that is under way
    const before = done.length;
    await sleep(30);
    return [before, done.length];
  });
  expect(atOnce[0]).toBe(atOnce[1]);
  await work;
  expect(done).toEqual([...Array(400).keys()]);
});

test('where the process is busy with other things, less begins than where it is not', async () => {
  const begunIn = async (busyMs: number) => {
    const pace = createPace(80);
    let begun = 0;
    let isOver = false;
    const hand = async () => {
      while (!isOver)
        await pace.run(async () => {
          begun += 1;
        });
    };
    const hands = Array.from({ length: 80 }, hand);
    const until = performance.now() + 1000;
    while (performance.now() < until) {
      const end = performance.now() + busyMs;
      while (performance.now() < end);
      await sleep(1);
    }
    isOver = true;
    await Promise.all(hands);
    return begun;
  };
  const quiet = await begunIn(0);
  expect(await begunIn(25)).toBeLessThan(quiet / 4);
});
