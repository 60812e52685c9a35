import type { Speaker } from '#server/platform/sound/speak.ts';
import type { World } from '../world.ts';
import type { CallRow, CallStatus } from './call-store.ts';
import type { Recordings } from './recordings.ts';
import type { Telephone } from './telephone.ts';
import type { Ticker } from './ticker.ts';

/** One call while it lives, as the network sees it. */
export interface LiveCall {
  readonly sid: string;
  row(): CallRow;
  readonly telephone: Telephone;
  /** Everybody who hears what is spoken into this telephone. */
  readonly listeners: Set<(frame: Uint8Array) => void>;
  readonly onKeys: Set<(key: string) => void>;
  /** Aborted once the call is over. */
  readonly over: AbortSignal;
  /** Runs other instructions from now on; what ran until then is stopped. */
  redirect(to: Instructions): void;
  /** Marks it answered and connects the caller; nothing where it was answered before. */
  answer(): Promise<void>;
  end(status: CallStatus, sipCode?: number): Promise<void>;
}

/** Where what is to be done with a call comes from. */
export type Instructions = { readonly url: string } | { readonly twiml: string };

/** What the parts of the simulator's voice half share. */
export interface VoiceWorld extends World {
  readonly ticker: Ticker;
  readonly recordings: Recordings;
  readonly speaker: Speaker;
  readonly calls: Map<string, LiveCall>;
}
