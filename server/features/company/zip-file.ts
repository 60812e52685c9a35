import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { ArchiveFiles } from './archive-part.ts';
import { centralRecord, descriptor, endRecords, fourBytes, localHeader, type PackedFile } from './zip-records.ts';

export interface ZipEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}
export interface ZipFile extends ArchiveFiles {
  /** What was written so far, with the hash of each file as it was before packing. */
  readonly entries: readonly ZipEntry[];
  /** Writes the list of contents, which ends the file; answers its size and hash. */
  end(): Promise<{ bytes: number; sha256: string }>;
}

/**
 * A zip that is handed on as it grows: what is in memory at a time is one piece of one file, and a line for each file in it.
 * Beyond 4 GB or 65,535 files it is a zip64; `limit` is there for tests, which would wait long for so much.
 */
export function createZip(write: (piece: Uint8Array) => Promise<void>, at: Date, limit = fourBytes): ZipFile {
  const whole = createHash('sha256');
  const entries: ZipEntry[] = [];
  const packed: PackedFile[] = [];
  let bytes = 0;
  const put = async (piece: Uint8Array) => {
    whole.update(piece);
    bytes += piece.length;
    await write(piece);
  };
  return {
    entries,
    async add(path, content) {
      const file = { path, at, offset: bytes, crc: 0, size: 0, packedSize: 0 };
      const hash = createHash('sha256');
      await put(localHeader(file));
      const start = bytes;
      const read = async function* () {
        for await (const piece of content) {
          const data = typeof piece === 'string' ? Buffer.from(piece) : piece;
          hash.update(data);
          file.crc = crc32(data, file.crc);
          file.size += data.length;
          yield data;
        }
      };
      await pipeline(read, createDeflateRaw({ level: 6 }), async (pieces: AsyncIterable<Buffer>) => {
        for await (const piece of pieces) await put(piece);
      });
      file.packedSize = bytes - start;
      await put(descriptor(file, limit));
      packed.push(file);
      entries.push({ path, bytes: file.size, sha256: hash.digest('hex') });
    },
    async end() {
      const start = bytes;
      for (const file of packed) await put(centralRecord(file, limit));
      await put(endRecords({ files: packed.length, start, bytes: bytes - start }, limit));
      return { bytes, sha256: whole.digest('hex') };
    },
  };
}
