import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '#test/database.ts';
import { openDatabase } from './db.ts';

const { url, close } = await testDatabase();
const db = openDatabase(url, { max: 1, onFault: () => undefined });
const other = new pg.Client({ connectionString: url });
await other.connect();
await other.query('create table kept (n int primary key)');
afterAll(async () => {
  await db.$client.end();
  await other.end();
  await close();
});
beforeEach(() => other.query('truncate kept'));

const keep = (on: Pick<typeof db, 'execute'>, n: number) => on.execute(sql`insert into kept values (${n})`);
const kept = async () => (await other.query<{ n: number }>('select n from kept order by n')).rows.map(({ n }) => n);

test('a transaction is one from its first statement on: others see nothing before it ends, and nothing of one that fails', async () => {
  await db.transaction(async (tx) => {
    await keep(tx, 1);
    expect(await kept()).toEqual([]);
    await tx.transaction((inner) => keep(inner, 2));
  });
  expect(await kept()).toEqual([1, 2]);
  const failing = db.transaction(async (tx) => {
    await keep(tx, 3);
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await kept()).toEqual([1, 2]);
});

test('an empty transaction, and one whose first statement fails, leave a connection that is good for the next', async () => {
  expect(await db.transaction(() => Promise.resolve('nothing'))).toBe('nothing');
  await expect(db.transaction((tx) => tx.execute(sql`select ${1}::int / 0`))).rejects.toMatchObject({
    cause: { code: '22012' },
  });
  await keep(db, 1);
  expect(await kept()).toEqual([1]);
});

test('a connection that is cut off keeps half of nothing', async () => {
  for (let n = 0; n < 10; n += 1) {
    const writing = db.transaction(async (tx) => {
      await keep(tx, 2 * n);
      await keep(tx, 2 * n + 1);
    });
    const cut = other.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    const [written] = await Promise.allSettled([writing, cut]);
    const pair = (await kept()).filter((one) => one >= 2 * n);
    if (written.status === 'fulfilled') expect(pair).toEqual([2 * n, 2 * n + 1]);
    else expect([0, 2]).toContain(pair.length); // the answer to a commit may be lost
  }
});
