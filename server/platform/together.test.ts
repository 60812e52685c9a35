import { expect, test } from 'vitest';
import { together } from './together.ts';

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

test('who comes together shares one reading, and who comes while one runs gets the next', async () => {
  let begun = 0;
  const read = together(
    (name: string) => name,
    async (name) => {
      begun += 1;
      const which = begun;
      await soon();
      return `${name} ${which}`;
    },
  );
  const first = [read('a'), read('a'), read('b')];
  await new Promise((resolve) => setTimeout(resolve, 1));
  const second = [read('a'), read('a')];
  expect(await Promise.all([...first, ...second])).toEqual(['a 1', 'a 1', 'b 2', 'a 3', 'a 3']);
  expect(await read('a')).toBe('a 4');
});

test('a reading that fails fails those who shared it and nobody else', async () => {
  let broken = true;
  const read = together(
    () => 'one',
    async () => {
      await soon();
      if (broken) throw new Error('away');
      return 'fine';
    },
  );
  const failed = [read(1), read(2)];
  await new Promise((resolve) => setTimeout(resolve, 1));
  const next = read(3);
  for (const one of failed) await expect(one).rejects.toThrow('away');
  broken = false;
  expect(await next).toBe('fine');
});
