import { expect, test } from 'vitest';
import type { Entry } from '#contract/messages.ts';
import { type EntriesWindow, isBefore, refreshed, withNewer, withOlder } from './entries-window.ts';

const entry = (id: number, text = '') => ({ id: String(id), text }) as unknown as Entry; // only what the window looks at
const window = (from: number, to: number, { older = true, newer = true, text = '' } = {}): EntriesWindow => ({
  entries: Array.from({ length: to - from + 1 }, (_, place) => entry(from + place, text)),
  older,
  newer,
});
const ids = ({ entries }: EntriesWindow) => entries.map(({ id }) => Number(id));

test('ids of different lengths are in the order of numbers', () => {
  expect(isBefore('9', '10')).toBe(true);
  expect(isBefore('10', '9')).toBe(false);
  expect(isBefore('10', '10')).toBe(false);
});

test('older entries come before, and the beginning is known when it is reached', () => {
  const grown = withOlder(window(5, 8), window(1, 5, { older: false }));
  expect(ids(grown)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(grown.older).toBe(false);
  expect(grown.newer).toBe(true);
});

test('newer entries come after', () => {
  const grown = withNewer(window(1, 4), window(5, 6, { newer: false }));
  expect(ids(grown)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(grown.newer).toBe(false);
});

test('a fresh end replaces what stood there and keeps what is before it', () => {
  const now = refreshed(window(1, 8, { newer: false }), window(6, 10, { newer: false, text: 'new' }));
  expect(ids(now)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(now.entries[5]).toMatchObject({ text: 'new' });
  expect(now.older).toBe(true);
});

test('what was deleted in the stretch is gone', () => {
  const page = { ...window(4, 8, { newer: false }), entries: [entry(4), entry(6), entry(8)] };
  expect(ids(refreshed(window(1, 8, { newer: false }), page))).toEqual([1, 2, 3, 4, 6, 8]);
});

test('a stretch in the middle leaves both sides alone', () => {
  const now = refreshed(window(1, 9, { newer: false }), window(4, 6, { text: 'new' }));
  expect(ids(now)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(now.newer).toBe(false);
});

test('after a gap only the fresh page is sure', () => {
  const now = refreshed(window(1, 5, { newer: false }), window(100, 160, { newer: false }));
  expect(ids(now)[0]).toBe(100);
  expect(now.older).toBe(true);
});

test('a conversation that was emptied is empty', () => {
  expect(refreshed(window(1, 3), { entries: [], older: false, newer: false }).entries).toEqual([]);
});
