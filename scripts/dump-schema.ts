import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startDatabase } from '../server/platform/db/embedded.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import { createLog } from '../server/platform/log.ts';

const tables = `select c.oid, c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname collate "C"`;
const columns = `select quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
    || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`;
// Not-null constraints of their own stand with their columns.
const constraints = `select 'constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid) as line from pg_constraint where conrelid = $1 and contype <> 'n' order by conname collate "C"`;
const indexes = `select pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = $1 and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u')) order by c.relname collate "C"`;
const triggers = `select pg_get_triggerdef(oid) || ';' as line from pg_trigger where tgrelid = $1 and not tgisinternal order by tgname collate "C"`;
const functions = `select pg_get_functiondef(oid) || ';' as line from pg_proc where pronamespace = 'public'::regnamespace and prokind = 'f' order by proname collate "C"`;

/** A migrated database's tables, indexes, constraints, triggers and functions as SQL to read, always in one order. */
export async function dumpSchema(client: pg.Pool | pg.Client): Promise<string> {
  const lines = async (query: string, of: unknown[] = []) =>
    (await client.query<{ line: string }>(query, of)).rows.map((row) => row.line);
  const parts = [
    '-- What the migrations make, as `node scripts/dump-schema.ts` writes it and a test compares it. Not run by anything.',
  ];
  for (const { oid, name } of (await client.query<{ oid: number; name: string }>(tables)).rows) {
    const inside = [...(await lines(columns, [oid])), ...(await lines(constraints, [oid]))];
    parts.push(`create table ${name} (\n  ${inside.join(',\n  ')}\n);`);
    const beside = [...(await lines(indexes, [oid])), ...(await lines(triggers, [oid]))];
    if (beside.length > 0) parts.push(beside.join('\n'));
  }
  parts.push(...(await lines(functions)));
  return `${parts.join('\n\n')}\n`;
}

/** Makes db/schema.sql from a database that lives only for it. */
async function write(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trunkline-schema-'));
  const database = await startDatabase({ dataDir, log: createLog('error'), durable: false });
  await migrate(database.url);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await writeFile(new URL('../db/schema.sql', import.meta.url), await dumpSchema(client));
  await client.end();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
  await rm(database.where, { recursive: true, force: true });
}

if (import.meta.main) await write();
