import type { Readable } from 'node:stream';

/** Takes the next piece of a file that is being written. */
export type WritePiece = (piece: Uint8Array) => Promise<void>;

/**
 * Where pictures and recordings live: a local folder or S3. Keys are ours, like `pictures/ab12…/256.webp`, and their
 * endings say what the files are.
 */
export interface Files {
  /** A reader sees the file before or after, never half of it. */
  put(key: string, content: Uint8Array, contentType: string): Promise<void>;
  /**
   * The same for a file of any size: `write` hands in one piece after another, and none of them is kept in memory. When it
   * throws, nothing of the file stays.
   */
  putInPieces(key: string, contentType: string, write: (piece: WritePiece) => Promise<void>): Promise<void>;
  /** undefined when there is no such file. */
  get(key: string): Promise<{ readonly content: Uint8Array; readonly contentType: string } | undefined>;
  /** The same, to be read piece by piece. */
  open(key: string): Promise<{ readonly content: Readable; readonly bytes: number } | undefined>;
  /** Deletes the file of this key, or all files in this folder (`pictures/ab12…/`); no error when there are none. */
  remove(keyOrFolder: string): Promise<void>;
  /** Throws with a sentence saying what is wrong when files cannot be written and read back. */
  check(): Promise<void>;
}
