import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { type BackupTable, listTables } from './tables.ts';
import { readTar } from './tar.ts';
import type { BackupManifest } from './write-backup.ts';

export interface RestoreTarget {
  /** Makes the schema as it was after this many migrations, and answers where it is. The data comes next, then `upgrade`. */
  prepare(manifest: BackupManifest): Promise<string>;
  /** Keeps the secret key; throws where another is set. */
  keepSecret(secretKey: string): Promise<void>;
  readonly filesDir: string | undefined;
}

const batch = 500;

/** Puts a backup into an empty installation, checking each table against its hash. Throws with a sentence that says what is wrong; nothing half is kept then. */
export async function restoreBackup(from: string, target: RestoreTarget): Promise<BackupManifest> {
  let manifest: BackupManifest | undefined;
  let client: pg.Client | undefined;
  let tables = new Map<string, BackupTable>();
  try {
    await readTar(createReadStream(from).pipe(createGunzip()), async (name, content) => {
      if (name === 'manifest.json') {
        manifest = manifestIn(await textOf(content));
        client = new pg.Client({ connectionString: await target.prepare(manifest) });
        await client.connect();
        tables = await begin(client);
        return;
      }
      if (!manifest || !client) throw new Error(`${from} is no backup of Trunkline`);
      if (name === 'secret-key') return target.keepSecret(await textOf(content));
      if (name.startsWith('tables/'))
        return loadTable(client, tables, manifest, name.slice(7, -'.ndjson'.length), content);
      await keepFile(target, name, content);
    });
    if (!manifest || !client) throw new Error(`${from} is no backup of Trunkline`);
    await setSequences(client);
    await client.query('commit');
    return manifest;
  } finally {
    await client?.end();
  }
}

function manifestIn(text: string): BackupManifest {
  const found = JSON.parse(text) as Partial<BackupManifest>; // its format is looked at next
  if (found.format !== 'trunkline-backup-1') throw new Error('This file is no backup that this version can read.');
  return found as BackupManifest; // written by `writeBackup`
}

/** An empty installation has no company; what migrations put there comes with the backup again. */
async function begin(client: pg.Client): Promise<Map<string, BackupTable>> {
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from company');
  if (rows[0]?.n !== 0)
    throw new Error('There are companies here already. Restore into an empty DATA_DIR, or an empty database.');
  await client.query('begin');
  await client.query("set local timezone to 'UTC'");
  const tables = await listTables(client);
  // Where the database lets us, keys are looked at by nobody while tables that refer to each other are filled.
  await client.query('savepoint unwatched');
  await client
    .query("set local session_replication_role = 'replica'")
    .catch(() => client.query('rollback to savepoint unwatched'));
  for (const table of [...tables].reverse()) await client.query(`delete from ${table.sql}`);
  return new Map(tables.map((table) => [table.name, table]));
}

async function loadTable(
  client: pg.Client,
  tables: ReadonlyMap<string, BackupTable>,
  manifest: BackupManifest,
  name: string,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  const hash = createHash('sha256');
  const table = tables.get(name);
  const waiting: string[] = [];
  const write = async () => {
    const lines = waiting.splice(0);
    if (lines.length === 0) return;
    if (!table)
      throw new Error(
        `The backup has a table ${name} that this version does not know. Use the version it was made with.`,
      );
    const columns = table.columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ');
    await client.query(
      `insert into ${table.sql} (${columns}) overriding system value select ${columns} from json_populate_recordset(null::${table.sql}, $1::json)`,
      [`[${lines.join(',')}]`],
    );
  };
  const counted = async function* () {
    for await (const piece of content) {
      hash.update(piece);
      yield piece;
    }
  };
  for await (const line of createInterface({ input: Readable.from(counted()), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== '') waiting.push(line);
    if (waiting.length >= batch) await write();
  }
  await write();
  if (hash.digest('hex') !== manifest.tables[name]?.sha256)
    throw new Error(`The backup is damaged: ${name} is not as it was written.`);
}

/** Numbers that the database counts itself go on after the highest that is there. */
async function setSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(
    `select pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname) as sequence,
       quote_ident(n.nspname) || '.' || quote_ident(c.relname) as table, quote_ident(a.attname) as column
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'graphile_worker', 'simulator') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
       and pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname) is not null`,
  );
  for (const { sequence, table, column } of rows)
    await client.query(
      `select setval($1, greatest((select max(${column}) from ${table}), 1), (select count(*) > 0 from ${table}))`,
      [sequence],
    );
}

async function keepFile(target: RestoreTarget, name: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const key = name.replace(/^files\//, '');
  if (!name.startsWith('files/') || key.split('/').some((part) => part === '' || part.startsWith('.')))
    throw new Error(`The backup has a strange entry: ${name.slice(0, 80)}`);
  if (target.filesDir === undefined)
    throw new Error(
      'The backup holds files of a folder, and S3_URL is set: unset it, restore, and copy the files to S3 after.',
    );
  const path = join(target.filesDir, key);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await pipeline(Readable.from(content), createWriteStream(path, { mode: 0o600 }));
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}
