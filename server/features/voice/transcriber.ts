/** An engine that writes down speech. What it writes is a draft, and text that strangers spoke. */
export interface Transcriber {
  readonly name: string;
  isThere(): Promise<boolean>;
  /** The words of a WAV file; undefined where it heard none. */
  transcribe(wav: Uint8Array): Promise<string | undefined>;
}
