import { randomUUID } from 'node:crypto';
import type { Files } from './files.ts';

const types: Readonly<Record<string, string>> = {
  webp: 'image/webp',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  zip: 'application/zip',
  pdf: 'application/pdf',
  txt: 'text/plain',
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  m4a: 'audio/mp4',
  amr: 'audio/amr',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  '3gp': 'video/3gpp',
  vcf: 'text/vcard',
};

/** The key, if it is one of ours: parts of letters, digits, `-`, `_` and `.`, none of which climbs out. Throws otherwise. */
export function safeKey(key: string): string {
  const isOurs = key.length <= 300 && key.split('/').every((part) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(part));
  if (!isOurs) throw new Error(`not a file key: ${JSON.stringify(key.slice(0, 80))}`);
  return key;
}

/** What a file is, by the ending its key got from us. */
export const typeOf = (key: string) => types[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

/** The key, if it is one of ours and its ending says the same as the type: no driver has to remember types then. */
export function keyFor(key: string, contentType: string): string {
  if (typeOf(safeKey(key)) !== contentType) throw new Error(`the key ${key} does not end as ${contentType} does`);
  return key;
}

/** Writes a file, reads it back, and deletes it. */
export async function checkByRoundTrip(files: Pick<Files, 'put' | 'get' | 'remove'>): Promise<void> {
  const key = `check/${randomUUID()}.txt`;
  const content = Buffer.from(key);
  try {
    await files.put(key, content, 'text/plain');
    const back = await files.get(key);
    await files.remove(key);
    if (back && Buffer.from(back.content).equals(content)) return;
  } catch (error) {
    throw new Error(`Files cannot be kept: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  throw new Error('Files cannot be kept: one that was written did not come back the same.');
}
