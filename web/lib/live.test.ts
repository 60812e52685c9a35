import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Topic } from '#contract/live.ts';
import { calmed } from './live.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the first news is told at once, a hundred within a breath once more at its end', () => {
  const told: Topic[] = [];
  const calm = calmed((topic) => told.push(topic));
  for (let n = 0; n < 100; n += 1) calm.tell('inbox');
  calm.tell('plan');
  expect(told).toEqual(['inbox', 'plan']);
  vi.advanceTimersByTime(500);
  expect(told).toEqual(['inbox', 'plan', 'inbox']);
  vi.advanceTimersByTime(5000);
  expect(told).toHaveLength(3);
  calm.tell('inbox');
  expect(told).toHaveLength(4);
});

test('a page that is left asks no more', () => {
  const told: Topic[] = [];
  const calm = calmed((topic) => told.push(topic));
  calm.tell('inbox');
  calm.tell('inbox');
  calm.stop();
  vi.advanceTimersByTime(5000);
  expect(told).toHaveLength(1);
});

test('news that come while a change of our own is on its way wait for its reply, and never longer than a breath', () => {
  const told: Topic[] = [];
  const calm = calmed(
    (topic) => told.push(topic),
    () => true,
  );
  calm.tell('settings');
  vi.advanceTimersByTime(499);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(['settings']);
  vi.advanceTimersByTime(5000);
  expect(told).toHaveLength(1);
});
