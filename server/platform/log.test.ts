import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { withoutValues } from './log.ts';

test('an error of a query is told without the values that were in it', () => {
  const error = new DrizzleQueryError('insert into x values ($1)', ['a private text'], new Error('value too long'));
  expect(String(error)).toContain('a private text');
  const safe = withoutValues(error) as Error; // an error is made of an error
  expect([safe.message, String(safe.stack)].join()).not.toContain('a private text');
  expect(safe.message).toContain('value too long');
  const other = new Error('other');
  expect(withoutValues(other)).toBe(other);
});
