import { randomBytes } from 'node:crypto';
import type pg from 'pg';

export interface MediaRow {
  readonly key: string;
  readonly content_type: string;
  readonly bytes: Buffer;
}

/** Keeps a file that a handset sends, under a name nobody guesses. */
export async function insertMedia(
  pool: pg.Pool,
  file: { contentType: string; extension: string; bytes: Buffer; at: Date },
): Promise<string> {
  const key = `${randomBytes(16).toString('hex')}.${file.extension}`;
  await pool.query('insert into simulator.media (key, content_type, bytes, created_at) values ($1, $2, $3, $4)', [
    key,
    file.contentType,
    file.bytes,
    file.at,
  ]);
  return key;
}

export async function findMedia(pool: pg.Pool, key: string): Promise<MediaRow | undefined> {
  const { rows } = await pool.query<MediaRow>('select key, content_type, bytes from simulator.media where key = $1', [
    key,
  ]);
  return rows[0];
}
