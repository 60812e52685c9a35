import type { CallStatus } from './call-store.ts';

/** How a telephone refuses a call. `unreachable`: the network finds it nowhere. */
export type Refusal = 'busy' | 'declined' | 'unreachable';

/** What a telephone tells the network on one call. */
export interface Hooks {
  /** 20 ms of what is spoken into it, in µ-law. */
  sound(frame: Uint8Array): void;
  key(key: string): void;
  answer(): void;
  refuse(how: Refusal): void;
  hangUp(): void;
}

/** What the network tells a telephone on one call. */
export interface Telephone {
  /** It is being called. */
  ring(from: string): void;
  /** The call it made was answered, or it was connected to the one who called. */
  connected(): void;
  hear(frame: Uint8Array): void;
  /** The call is over, whoever ended it; `status` and `sipCode` say how, to one that was never connected. */
  ended(status: CallStatus, sipCode?: number): void;
}
