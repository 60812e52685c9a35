import { randomUUID } from 'node:crypto';
import type { Files } from './files.ts';

const types: Record<string, string> = {
  webp: 'image/webp',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  zip: 'application/zip',
  pdf: 'application/pdf',
  txt: 'text/plain',
};

/** The key, if it is one of ours: parts of letters, digits, `-`, `_` and `.`, none of which climbs out. Throws otherwise. */
export function safeKey(key: string): string {
  const parts = key.split('/');
  if (key.length > 300 || !parts.every((part) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(part)))
    throw new Error(`not a file key: ${JSON.stringify(key.slice(0, 80))}`);
  return key;
}

/** What a file is, by the ending its key got from us. */
export const typeOf = (key: string) => types[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

/** Writes a file, reads it back, and deletes it. */
export async function checkByRoundTrip(files: Pick<Files, 'put' | 'get' | 'remove'>): Promise<void> {
  const key = `check/${randomUUID()}.txt`;
  const content = Buffer.from(key);
  await files.put(key, content, 'text/plain');
  const back = await files.get(key);
  await files.remove(key);
  if (!back || !Buffer.from(back.content).equals(content))
    throw new Error('a file that was written did not come back the same');
}
