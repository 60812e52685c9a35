import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '#test/database.ts';

const first = await testDatabase();
afterAll(() => first.close());

test('a test database comes migrated and empty', async () => {
  const found = await first.pool.query('select count(*)::int as n from mailbox_mail');
  expect(found.rows[0].n).toBe(0);
});

test('a test file has one database until everybody closed it', async () => {
  const again = await testDatabase();
  expect(again.url).toBe(first.url);
  await again.close();
  expect((await first.pool.query('select 1 as here')).rows).toEqual([{ here: 1 }]);
});
