import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { type BackupTable, listTables, readLevel } from './tables.ts';
import { type TarEntry, tarOf } from './tar.ts';

export interface BackupManifest {
  readonly format: 'trunkline-backup-1';
  readonly madeAt: string;
  readonly migrations: number;
  readonly last: string;
  /** Rows of each table, and the hash of them as they are in the backup. */
  readonly tables: Readonly<Record<string, { rows: number; sha256: string }>>;
  readonly files: number;
}

export interface BackupSource {
  readonly databaseUrl: string;
  readonly secretKey: string;
  /** The folder of files; undefined where they are in S3, which keeps them itself. */
  readonly filesDir: string | undefined;
}

/**
 * Writes everything into one file: the rows of all tables as one moment saw them, the secret key, and the files. It appears
 * whole or not at all.
 */
export async function writeBackup(source: BackupSource, to: string, now: Date): Promise<BackupManifest> {
  const work = await mkdtemp(join(dirname(to), '.backup-'));
  const client = new pg.Client({ connectionString: source.databaseUrl });
  await client.connect();
  try {
    // One snapshot for all tables: what changes meanwhile is not in any of them.
    await client.query('begin isolation level repeatable read read only');
    await client.query("set local timezone to 'UTC'");
    const level = await readLevel(client);
    const tables: Record<string, { rows: number; sha256: string }> = {};
    for (const table of await listTables(client))
      tables[table.name] = await dumpTable(client, table, join(work, table.name));
    await client.query('commit');
    const files = source.filesDir === undefined ? [] : await listFiles(source.filesDir);
    const manifest: BackupManifest = {
      format: 'trunkline-backup-1',
      madeAt: now.toISOString(),
      ...level,
      tables,
      files: files.length,
    };
    const beside = join(work, 'backup');
    await pipeline(
      tarOf(entries(source, manifest, work, files)),
      createGzip(),
      createWriteStream(beside, { mode: 0o600 }),
    );
    await rename(beside, to);
    return manifest;
  } finally {
    await client.end();
    await rm(work, { recursive: true, force: true });
  }
}

async function* entries(
  source: BackupSource,
  manifest: BackupManifest,
  work: string,
  files: readonly string[],
): AsyncGenerator<TarEntry> {
  yield fromText('manifest.json', JSON.stringify(manifest, null, 2));
  yield fromText('secret-key', source.secretKey);
  for (const name of Object.keys(manifest.tables)) yield await fromFile(`tables/${name}.ndjson`, join(work, name));
  for (const file of files) yield await fromFile(`files/${file}`, join(source.filesDir ?? '', file));
}

function fromText(name: string, text: string): TarEntry {
  const bytes = Buffer.from(text);
  return {
    name,
    size: bytes.length,
    async *content() {
      yield bytes;
    },
  };
}

const fromFile = async (name: string, path: string): Promise<TarEntry> => ({
  name,
  size: (await stat(path)).size,
  content: () => createReadStream(path),
});

/** The rows of a table, a line of JSON each, read a few thousand at a time. */
async function dumpTable(client: pg.Client, table: BackupTable, to: string): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  const file = await open(to, 'w', 0o600);
  let rows = 0;
  try {
    await client.query(
      `declare rows_of_table no scroll cursor for select row_to_json(t)::text as line from ${table.sql} t order by t::text`,
    );
    for (;;) {
      const page = await client.query<{ line: string }>('fetch 2000 from rows_of_table');
      if (page.rows.length === 0) break;
      const text = page.rows.map(({ line }) => `${line.replaceAll('\n', ' ')}\n`).join('');
      hash.update(text);
      await file.write(text);
      rows += page.rows.length;
    }
    await client.query('close rows_of_table');
  } finally {
    await file.close();
  }
  return { rows, sha256: hash.digest('hex') };
}

/** Every file under a folder, in one order; what is half written (its name begins with a dot) is nobody's. */
async function listFiles(dir: string): Promise<string[]> {
  const found = await readdir(dir, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return found
    .filter((one) => one.isFile() && !one.name.startsWith('.'))
    .map((one) => relative(dir, join(one.parentPath, one.name)))
    .sort();
}
