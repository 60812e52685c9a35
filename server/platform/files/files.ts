/** Where pictures and recordings live: a local folder or S3. Keys are ours, like `pictures/ab12…/256.webp`. */
export interface Files {
  put(key: string, content: Uint8Array, contentType: string): Promise<void>;
  /** undefined when there is no such file. */
  get(key: string): Promise<{ readonly content: Uint8Array; readonly contentType: string } | undefined>;
  /** Deletes all files whose key starts with `prefix`; no error when there are none. */
  remove(prefix: string): Promise<void>;
  /** Throws with a sentence saying what is wrong when files cannot be written and read back. */
  check(): Promise<void>;
}
