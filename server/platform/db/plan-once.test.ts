import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '#test/database.ts';
import { openDatabase } from './db.ts';

const { url, close } = await testDatabase();
const db = openDatabase(url, { max: 1 });
afterAll(async () => {
  await db.$client.end();
  await close();
});

const kept = async () => {
  const { rows } = await db.$client.query<{ statement: string }>('select statement from pg_prepared_statements');
  return rows.map((row) => row.statement);
};

test('a statement that is asked again and again is planned once, on the pool and in transactions', async () => {
  const ask = (n: number) => db.execute<{ n: number }>(sql`select ${n}::int + 1 as n`);
  await ask(1);
  expect(await kept()).toEqual([]);
  for (let n = 0; n < 30; n += 1) expect((await ask(n)).rows).toEqual([{ n: n + 1 }]);
  expect(await kept()).toEqual(['select $1::int + 1 as n']);
  for (let n = 0; n < 30; n += 1) await db.transaction((tx) => tx.execute(sql`select ${n}::int + 2 as n`));
  expect(await kept()).toHaveLength(2);
});

test('what answers with all columns there are is planned each time: there may be more of them tomorrow', async () => {
  await db.execute(sql`create temporary table kept (id int)`);
  for (let n = 0; n < 30; n += 1) await db.execute(sql`select * from kept where id = ${n}`);
  await db.execute(sql`alter table kept add column more int`);
  expect((await db.execute(sql`select * from kept where id = ${1}`)).fields.map(({ name }) => name)).toEqual([
    'id',
    'more',
  ]);
});

test('a page is planned by where it begins, each time', async () => {
  const before = await kept();
  for (let n = 0; n < 30; n += 1)
    await db.execute(
      sql`select g.n from generate_series(1, 100) as g(n) where g.n > ${n}::int order by g.n limit ${5}::int`,
    );
  expect(await kept()).toEqual(before);
});

test('of statements in ever new lengths only some are kept', async () => {
  for (let length = 1; length <= 600; length += 1) {
    const list = sql.join(
      Array.from({ length }, (_, n) => sql`${n}`),
      sql`, `,
    );
    for (let again = 0; again < 21; again += 1) await db.execute(sql`select 1 where 1 in (${list})`);
    if (length % 100 === 0) expect((await kept()).length).toBeLessThanOrEqual(400);
  }
  expect((await db.execute<{ n: number }>(sql`select ${7}::int as n`)).rows).toEqual([{ n: 7 }]);
}, 60_000);
