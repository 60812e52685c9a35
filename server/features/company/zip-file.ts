import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Zip, ZipDeflate } from 'fflate';
import type { ArchiveFiles } from './archive-part.ts';

export interface ZipEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}
export interface ZipFile extends ArchiveFiles {
  /** What was written so far, with the hash of each file as it was before packing. */
  readonly entries: readonly ZipEntry[];
  /** Ends the file; answers its size and hash. */
  close(): Promise<{ bytes: number; sha256: string }>;
  /** Gives it up, after a failure. */
  abandon(): Promise<void>;
}

/** A zip that is written to disk as it grows: what is in memory at a time is one piece of one file. */
export async function createZip(path: string, at: Date): Promise<ZipFile> {
  const file = await open(path, 'w', 0o600);
  const whole = createHash('sha256');
  const entries: ZipEntry[] = [];
  const waiting: Uint8Array[] = [];
  let bytes = 0;
  let fault: Error | undefined;
  const zip = new Zip((error, chunk) => {
    if (error) fault = error;
    else waiting.push(chunk);
  });
  const flush = async () => {
    if (fault) throw fault;
    for (const chunk of waiting.splice(0)) {
      await writeAll(file, chunk);
      whole.update(chunk);
      bytes += chunk.length;
    }
  };
  return {
    entries,
    async add(name, content) {
      const entry = new ZipDeflate(name, { level: 6 });
      entry.mtime = at;
      zip.add(entry);
      const hash = createHash('sha256');
      let size = 0;
      for await (const piece of content) {
        const data = typeof piece === 'string' ? Buffer.from(piece) : piece;
        hash.update(data);
        size += data.length;
        entry.push(new Uint8Array(data));
        await flush();
      }
      entry.push(new Uint8Array(0), true);
      await flush();
      entries.push({ path: name, bytes: size, sha256: hash.digest('hex') });
    },
    async close() {
      zip.end();
      await flush();
      await file.sync().catch(ignoreWhereNothingSyncs);
      await file.close();
      return { bytes, sha256: whole.digest('hex') };
    },
    async abandon() {
      zip.terminate();
      await file.close();
    },
  };
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let from = 0; from < chunk.length; ) from += (await file.write(chunk, from)).bytesWritten;
}

/** Devices and pipes cannot be synced, and need not be. */
function ignoreWhereNothingSyncs(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EINVAL') throw error;
}
