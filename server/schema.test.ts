import { readdir, readFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '#test/database.ts';
import { dumpSchema } from '../scripts/dump-schema.ts';

const database = await testDatabase();
afterAll(() => database.close());

test('db/schema.sql is what the migrations make', async () => {
  const file = await readFile(new URL('../db/schema.sql', import.meta.url), 'utf8');
  expect(await dumpSchema(database.pool)).toBe(file);
});

test('every migration in the folder is one that is run', async () => {
  const folder = new URL('../db/migrations/', import.meta.url);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).map((name) => name.replace('.sql', ''));
  const journal = JSON.parse(await readFile(new URL('meta/_journal.json', folder), 'utf8'));
  expect(journal.entries.map((entry: { tag: string }) => entry.tag)).toEqual(files.sort());
  const applied = await database.pool.query('select 1 from drizzle.__drizzle_migrations');
  expect(applied.rowCount).toBe(files.length);
});

test('the dump shows a column, an index and a trigger that were not there before', async () => {
  const before = await dumpSchema(database.pool);
  await database.pool.query('create table zebra (id bigint primary key, stripes integer not null default 3)');
  await database.pool.query('create index zebra_stripes on zebra (stripes) where stripes > 1');
  const after = await dumpSchema(database.pool);
  expect(after).toContain(
    'create table zebra (\n  id bigint not null,\n  stripes integer not null default 3,\n  constraint zebra_pkey PRIMARY KEY (id)\n);',
  );
  expect(after).toContain('CREATE INDEX zebra_stripes');
  expect(before).toContain('security_event_append_only');
});
