import { beforeEach, expect, test, vi } from 'vitest';
import { changed, emptyDraft, isEmpty, keepDraft, newKey, readDraft } from './drafts.ts';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});

test('a draft is kept for its line and its conversation, and for no other', () => {
  keepDraft('1', '77', { ...emptyDraft, text: 'half a thought' });
  expect(readDraft('1', '77').text).toBe('half a thought');
  expect(readDraft('1', '78')).toEqual(emptyDraft);
  expect(readDraft('2', '77')).toEqual(emptyDraft);
});

test('an emptied draft leaves nothing behind', () => {
  keepDraft('1', 'a', { ...emptyDraft, text: 'x' });
  keepDraft('1', 'a', emptyDraft);
  expect(kept.size).toBe(0);
});

test('where storage is full or off, a draft lasts as long as the page', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('off');
    },
    setItem: () => {
      throw new Error('full');
    },
  });
  keepDraft('1', 'b', { ...emptyDraft, text: 'still here' });
  expect(readDraft('1', 'b').text).toBe('still here');
});

test('what cannot be read is no draft', () => {
  kept.set('trunkline-draft:1:c', '{');
  expect(readDraft('1', 'c')).toEqual(emptyDraft);
});

test('a change makes it another text; a second try of the same one keeps its key', () => {
  const sent = { ...emptyDraft, text: 'a', key: newKey() };
  expect(changed(sent, { text: 'b' }).key).toBeNull();
  expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
  expect(isEmpty(emptyDraft)).toBe(true);
});
