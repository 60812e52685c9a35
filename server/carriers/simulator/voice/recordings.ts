import { type FileHandle, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { frameBytes, samplesOf } from '#contract/mu-law.ts';
import { writeWav } from '#contract/wav.ts';

/** Recordings on disk: µ-law appended while somebody speaks, so that a process that dies loses the last moments only. */
export interface Recordings {
  begin(sid: string): Promise<Take>;
  /** How much of a recording there is; 0 where there is nothing. */
  lengthOf(sid: string): Promise<number>;
  wav(sid: string): Promise<Uint8Array | undefined>;
  remove(sid: string): Promise<void>;
}

export interface Take {
  write(frame: Uint8Array): void;
  /** Flushes and closes; throws where any of it could not be written. Answers the bytes there are. */
  end(): Promise<number>;
  /** Set once writing fails (a full disk): what was written until then stays. */
  readonly trouble: () => unknown;
}

const framesAtOnce = 10;

export function openRecordings(dir: string): Recordings {
  const path = (sid: string) => join(dir, `${sid}.ul`);
  return {
    async begin(sid) {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      return takeTo(await open(path(sid), 'a', 0o600));
    },
    lengthOf: (sid) =>
      stat(path(sid)).then(
        (found) => found.size,
        () => 0,
      ),
    async wav(sid) {
      const bytes = await readFile(path(sid)).catch(() => undefined);
      return bytes && writeWav(samplesOf(bytes));
    },
    remove: (sid) => rm(path(sid), { force: true }),
  };
}

/** Appends to an open file, some frames at a time and in order. */
export function takeTo(file: Pick<FileHandle, 'appendFile' | 'sync' | 'close'>): Take {
  let waiting: Uint8Array[] = [];
  let written = 0;
  let trouble: unknown;
  let tail: Promise<void> = Promise.resolve();
  const flush = () => {
    const chunk = Buffer.concat(waiting);
    waiting = [];
    tail = tail.then(async () => {
      if (trouble !== undefined) return;
      try {
        await file.appendFile(chunk);
        written += chunk.length;
      } catch (error) {
        trouble = error;
      }
    });
  };
  return {
    trouble: () => trouble,
    write(frame) {
      waiting.push(frame);
      if (waiting.length * frameBytes >= framesAtOnce * frameBytes) flush();
    },
    async end() {
      if (waiting.length > 0) flush();
      await tail;
      try {
        if (trouble === undefined) await file.sync();
      } finally {
        await file.close();
      }
      if (trouble !== undefined) throw trouble;
      return written;
    },
  };
}
