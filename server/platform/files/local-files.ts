import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checkByRoundTrip, keyFor, safeKey, typeOf } from './file-keys.ts';
import type { Files, WritePiece } from './files.ts';

/** Files in a folder. A file appears whole or not at all: it is written beside its place and moved there. */
export function localFiles({ dir }: { dir: string }): Files {
  const files: Files = {
    async put(key, content, contentType) {
      const path = join(dir, keyFor(key, contentType));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // A key has no part that begins with a dot, so this one is nobody's.
      const beside = join(dirname(path), `.${randomUUID()}`);
      try {
        await writeSafely(beside, content);
        await rename(beside, path);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
      await flush(dirname(path));
    },
    async putInPieces(key, contentType, write) {
      const path = join(dir, keyFor(key, contentType));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // Always the same: what a killed process left is written over by whoever tries again.
      const beside = join(dirname(path), `.${basename(path)}.part`);
      try {
        await writePieces(beside, write);
        await rename(beside, path);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
      await flush(dirname(path));
    },
    async open(key) {
      try {
        const file = await open(join(dir, safeKey(key)));
        const { size } = await file.stat();
        return { content: file.createReadStream(), bytes: size };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async get(key) {
      try {
        return { content: await readFile(join(dir, safeKey(key))), contentType: typeOf(key) };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async remove(keyOrFolder) {
      await rm(join(dir, safeKey(keyOrFolder.replace(/\/$/, ''))), { recursive: true, force: true });
    },
    check: () => checkByRoundTrip(files),
  };
  return files;
}

async function writeSafely(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writePieces(path: string, write: (piece: WritePiece) => Promise<void>): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await write(async (piece) => {
      for (let from = 0; from < piece.length; ) from += (await file.write(piece, from)).bytesWritten;
    });
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The database will say that the file is there: its name must outlive a power cut as its content does. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false;
  // Also where a part of the key is a file, or all of it a folder: nobody put such a file.
  return error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR';
}
