import { expect, test } from 'vitest';
import { hasChanges, isOvertaken, startFrom, typeOver } from './draft.ts';

test('a draft remembers what stood when typing began, through further typing', () => {
  const begun = typeOver(undefined, 'Ada', 'Ada B');
  expect(typeOver(begun, 'Ada', 'Ada By')).toEqual({ value: 'Ada By', was: 'Ada' });
});

test('typing back to what stands leaves nothing to save', () => {
  expect(typeOver({ value: 'Ada B', was: 'Ada' }, 'Ada', 'Ada')).toBeUndefined();
});

test('a change made elsewhere while typing is noticed, and what was typed is kept', () => {
  const draft = { value: 'Ada B', was: 'Ada' };
  expect(isOvertaken(draft, 'Grace')).toBe(true);
  expect(typeOver(draft, 'Grace', 'Ada')).toEqual({ value: 'Ada', was: 'Ada' });
});

test('the same change made elsewhere is neither a conflict nor something to save', () => {
  const draft = { value: 'Grace', was: 'Ada' };
  expect(isOvertaken(draft, 'Grace')).toBe(false);
  expect(hasChanges(draft, 'Grace')).toBe(false);
});

test('keeping mine saves over what stands now, not over what stood before', () => {
  const kept = startFrom({ value: 'Ada B', was: 'Ada' }, 'Grace');
  expect(kept).toEqual({ value: 'Ada B', was: 'Grace' });
  expect(isOvertaken(kept, 'Grace')).toBe(false);
});
