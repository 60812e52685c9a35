import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkByRoundTrip, safeKey, typeOf } from './file-keys.ts';
import type { Files } from './files.ts';

/** Files in a folder. A file appears whole or not at all: it is written beside its place and moved there. */
export function localFiles({ dir }: { dir: string }): Files {
  const files: Files = {
    async put(key, content) {
      const path = join(dir, safeKey(key));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const beside = `${path}.${randomUUID()}.part`;
      await writeFile(beside, content, { mode: 0o600, flush: true });
      await rename(beside, path);
    },
    async get(key) {
      try {
        return { content: await readFile(join(dir, safeKey(key))), contentType: typeOf(key) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async remove(prefix) {
      await rm(join(dir, safeKey(prefix.replace(/\/$/, ''))), { recursive: true, force: true });
    },
    check: () => checkByRoundTrip(files),
  };
  return files;
}
