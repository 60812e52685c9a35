import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '#test/database.ts';
import { type Db, openDatabase } from './db.ts';
import { together } from './together.ts';

const { url, close } = await testDatabase();
const db = openDatabase(url, { max: 1 });
await db.execute(sql`create table kept (n int primary key)`);
afterAll(async () => {
  await db.$client.end();
  await close();
});

const one = async (on: Db, n: number) => (await on.execute<{ n: number }>(sql`select ${n}::int as n`)).rows[0]?.n;
const keep = async (on: Db, n: number) => void (await on.execute(sql`insert into kept values (${n})`));
const kept = async () => (await db.execute<{ n: number }>(sql`select n from kept order by n`)).rows.map(({ n }) => n);

test('each result is in the place of its act, on the pool and in a transaction', async () => {
  const all = (on: Db) =>
    together(
      on,
      () => one(on, 1),
      async () => [await one(on, 2), await one(on, 3)],
      () => one(on, 4),
    );
  expect(await all(db)).toEqual([1, [2, 3], 4]);
  expect(await db.transaction(all)).toEqual([1, [2, 3], 4]);
});

test('when one fails nothing is written, and no act outlives the transaction', async () => {
  let isOver = false;
  const late: boolean[] = [];
  const failing = db.transaction((tx) =>
    together(
      tx,
      () => keep(tx, 1),
      () => keep(tx, 1),
      async () => {
        await sleep(100);
        late.push(isOver);
        await keep(tx, 2);
      },
    ),
  );
  await expect(failing).rejects.toMatchObject({ cause: { code: '23505' } });
  isOver = true;
  await sleep(150);
  expect(late).toEqual([]);
  expect(await kept()).toEqual([]);
});
