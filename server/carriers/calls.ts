import type { PhoneNumber } from '#contract/ids.ts';

/** What is to be done with a call, in order; when the last one is done the call ends. Addresses are absolute and ours. */
export type CallPlan = readonly CallVerb[];

export type Prompt =
  | { readonly do: 'say'; readonly text: string; readonly language: string }
  | { readonly do: 'play'; readonly url: string };

export type CallVerb =
  | Prompt
  /** First in a plan: the call rings on, unanswered, meanwhile. */
  | { readonly do: 'pause'; readonly seconds: number }
  | {
      readonly do: 'record';
      readonly maxSeconds: number;
      readonly silenceSeconds: number;
      readonly endKey: string;
      /** Asked once the caller ended it; not where nothing was said: then the next verb runs. */
      readonly doneUrl: string;
      /** Told when the recording can be fetched, or never will. */
      readonly readyUrl: string;
    }
  | {
      readonly do: 'gather';
      readonly keys: number;
      readonly seconds: number;
      readonly prompts: readonly Prompt[];
      readonly keysUrl: string;
    }
  | {
      readonly do: 'dial';
      readonly numbers: readonly DialledNumber[];
      readonly ringSeconds: number;
      readonly limitSeconds: number;
      /** The number that the rung telephones show. */
      readonly shows: PhoneNumber;
      readonly doneUrl: string;
    }
  /** The call's sound goes to our server and comes from it, over a WebSocket at this address. */
  | { readonly do: 'connect'; readonly soundUrl: string }
  | { readonly do: 'go to'; readonly url: string }
  | { readonly do: 'reject'; readonly as: 'busy' | 'rejected' }
  | { readonly do: 'hang up' };

export interface DialledNumber {
  readonly number: PhoneNumber;
  /** Asked when it is picked up, before it is connected; a plan that ends without hanging up connects it. */
  readonly askUrl: string;
  readonly statusUrl: string;
}

/** Why a call or leg is over. */
export type CallEnd = 'completed' | 'busy' | 'declined' | 'no_answer' | 'unreachable' | 'cancelled';

/** News of a call, or a question what to do with it: which of them, the address it came to says. */
export interface CallNews {
  readonly carrierId: string;
  readonly from: string;
  readonly to: string;
  readonly state: 'ringing' | 'answered' | 'ended';
  /** Where it is over. */
  readonly end?: CallEnd;
  /** From answer to end, as the carrier bills it; 0: never answered. Where it is over. */
  readonly seconds?: number;
  /** Tells a repeat from news. */
  readonly sequence?: string;
  /** Keys that were pressed. */
  readonly keys?: string;
  readonly recording?: { readonly id: string; readonly state: 'ready' | 'absent' | 'failed'; readonly seconds: number };
}

export type PlaceOutcome =
  | { readonly kind: 'accepted'; readonly carrierId: string }
  | { readonly kind: 'rejected'; readonly reason: 'bad_number' | 'bad_sender' | 'too_fast' | 'unavailable' | 'other' }
  /** The carrier fell silent after it was asked: the call may ring. It is not tried again. */
  | { readonly kind: 'ambiguous' };

/** A webhook as it came: its path with the query, its headers, its form. */
export interface SignedWebhook {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly form: Readonly<Record<string, string | readonly string[]>>;
}

/** The narrow door to the telephone network. */
export interface CallCarrier {
  placeCall(order: {
    from: PhoneNumber;
    to: PhoneNumber;
    plan: CallPlan;
    statusUrl: string;
    ringSeconds: number;
    limitSeconds: number;
  }): Promise<PlaceOutcome>;
  /** Gives a live call another plan; `over` when there is no such call any more. Throws `CarrierDownError`. */
  changeCall(carrierId: string, plan: CallPlan): Promise<'done' | 'over'>;
  /** No error when it is over already. */
  endCall(carrierId: string): Promise<void>;
  /** How a call stands; undefined when the carrier knows none of this id. */
  findCall(carrierId: string): Promise<CallNews | undefined>;
  /** How the recording of a call stands; undefined when it left none. Throws `CarrierDownError`. */
  findRecordingOf(carrierId: string): Promise<CallNews['recording']>;
  /** A recording as a WAV file; undefined when there is none, or one that is larger than any voicemail. */
  fetchRecording(id: string): Promise<Uint8Array | undefined>;
  deleteRecording(id: string): Promise<void>;
  /** Checks the signature and translates; undefined when it is not genuine. */
  readCallWebhook(webhook: SignedWebhook): CallNews | undefined;
  /** A plan as the answer to a webhook. */
  writePlan(plan: CallPlan): { readonly contentType: string; readonly body: string };
}
