import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOpen } from '#contract/business-hours.ts';
import { type World, world } from '#test/world.ts';
import { readBusinessHours } from './index.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

test('a company that has set no hours is always open', async () => {
  const ada = await w.line();
  const { hours, timeZone } = await readBusinessHours(w.db, ada.companyId);
  expect(hours).toBeNull();
  expect(timeZone).toBe('America/New_York');
  expect(isOpen(hours, timeZone, w.clock.now())).toBe(true);
});
