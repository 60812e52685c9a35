import { afterAll, beforeAll, expect, test } from 'vitest';
import { inbox } from '#contract/inbox.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

test('a new line has an empty inbox', async () => {
  const ada = await w.line();
  expect(await ada.call(inbox.threads)).toMatchObject({ status: 200, body: { threads: [], next: null, unread: 0 } });
  expect((await ada.call(inbox.labels)).body).toEqual({ labels: [] });
});

test('searching for signs that are no words finds nothing and breaks nothing', async () => {
  const ada = await w.line();
  for (const search of ["'", '\\', ':*', '&', '()', '%', "a'b:*c", '😀'])
    expect(await ada.call(inbox.threads, { query: { search } })).toMatchObject({ status: 200, body: { threads: [] } });
});
