import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { migrate } from './migrate.ts';

const name = `migrate_${process.pid}`;
const admin = new pg.Client({ connectionString: `${inject('databaseServer')}trunkline` });
await admin.connect();
await admin.query(`create database ${name}`);
afterAll(async () => {
  // Not by force: connections that were ended a moment ago are let go first, for up to 5 s.
  await admin.query(`drop database ${name}`);
  await admin.end();
});

test('six processes that start at once on an empty database bring it up to date together, and again change nothing', async () => {
  const url = `${inject('databaseServer')}${name}`;
  await Promise.all(Array.from({ length: 6 }, () => migrate(url)));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const applied = async () =>
    (await client.query('select hash, created_at from drizzle.__drizzle_migrations order by id')).rows;
  const before = await applied();
  expect(new Set(before.map((row) => row.hash)).size).toBe(before.length);
  await migrate(url);
  expect(await applied()).toEqual(before);
  expect((await client.query('select 1 from line')).rowCount).toBe(0);
  await client.end();
});
