import type { PhoneNumber } from '#contract/ids.ts';
import type { CallCarrier } from './calls.ts';

/** A text on its way out. `reference` is ours: it lets a text whose fate is unknown be found again at the carrier. */
export interface OutboundText {
  readonly from: PhoneNumber;
  readonly to: PhoneNumber;
  readonly text: string;
  readonly mediaUrls?: readonly string[];
  /** Where the carrier reports what became of it; absent when no public address can be reached. */
  readonly statusUrl?: string;
}

/**
 * What became of handing a text over. `ambiguous` is the honest answer when the carrier fell silent after the text was
 * written to it: it must be looked up with `findSent` before anybody thinks of sending it again.
 */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly carrierId: string; readonly segments: number }
  | {
      readonly kind: 'rejected';
      readonly reason: RejectReason;
      readonly carrierCode: string;
      readonly retryAfterSeconds?: number;
    }
  | { readonly kind: 'ambiguous'; readonly why: string };

/** Why a carrier says no, in our words. Only `too_fast` and `unavailable` are worth another try. */
export type RejectReason =
  | 'bad_recipient'
  | 'bad_sender'
  | 'opted_out'
  | 'landline'
  | 'too_long'
  | 'filtered'
  | 'unregistered'
  | 'credentials'
  | 'too_fast'
  | 'unavailable'
  | 'other';

export type TextStatus = 'queued' | 'sent' | 'delivered' | 'failed';

export interface SentText {
  readonly carrierId: string;
  readonly to: PhoneNumber;
  readonly from: PhoneNumber;
  readonly text: string;
  readonly status: TextStatus;
  readonly at: Date;
}

/** How a text stands at the carrier, as a receipt would tell it. */
export interface TextNews {
  readonly status: TextStatus;
  readonly failure?: RejectReason;
}

export interface OfferedNumber {
  readonly number: PhoneNumber;
  readonly locality: string;
}

export interface OwnedNumber {
  readonly number: PhoneNumber;
  readonly carrierId: string;
  readonly label: string;
  /** Whom the carrier asks about a call to it; '': nobody. */
  readonly voiceUrl: string;
}

/** Where the carrier brings the news of a number. */
export interface NumberUrls {
  readonly messageUrl?: string;
  /** Asked what to do with a call to the number. */
  readonly voiceUrl?: string;
  /** Told when a call to the number is over. */
  readonly callStatusUrl?: string;
}

/** A webhook from the carrier as it came: what is needed to check that it is genuine, and to read it. */
export interface CarrierWebhook {
  /** Path with its query string exactly as requested, like `/carrier/main/status`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly form: Readonly<Record<string, string | readonly string[]>>;
}

export interface InboundMedia {
  readonly url: string;
  readonly contentType: string;
}

export type CarrierEvent =
  | {
      readonly kind: 'text.received';
      readonly carrierId: string;
      readonly from: string;
      readonly to: PhoneNumber;
      readonly text: string;
      readonly media: readonly InboundMedia[];
      readonly segments: number;
    }
  | {
      readonly kind: 'text.status';
      readonly carrierId: string;
      readonly status: TextStatus;
      readonly failure?: RejectReason;
      readonly carrierCode?: string;
    };

export type FetchedMedia =
  | { readonly kind: 'file'; readonly content: Buffer; readonly contentType: string }
  | { readonly kind: 'refused'; readonly why: 'too_large' | 'address' | 'gone' };

/** The narrow door to the phone network. Adapters behind it only translate: no database, no policy. */
export interface Carrier extends CallCarrier {
  readonly name: string;
  sendText(text: OutboundText): Promise<SendOutcome>;
  /** Texts sent to `to` since `since`, newest first; throws when the carrier cannot say. */
  findSent(query: { to: PhoneNumber; from?: PhoneNumber; since: Date }): Promise<SentText[]>;
  /** How a text that was accepted stands; undefined when the carrier knows of none. Throws `CarrierDownError`. */
  findText(carrierId: string): Promise<TextNews | undefined>;
  /** A file of a text in, from where the carrier keeps it. Throws `CarrierDownError` when it is worth asking again. */
  fetchMedia(url: string, limits: { mostBytes: number }): Promise<FetchedMedia>;
  /** Numbers that could be taken now. */
  searchNumbers(query: { country: string; areaCode?: string; limit: number }): Promise<OfferedNumber[]>;
  /** Takes a number and points its webhooks at us. Throws `NumberGoneError` when somebody else was quicker. */
  takeNumber(order: NumberUrls & { number: PhoneNumber; label: string }): Promise<OwnedNumber>;
  /** Points the webhooks of a number of ours at us. */
  pointNumber(number: Pick<OwnedNumber, 'carrierId'>, urls: NumberUrls): Promise<void>;
  /** Numbers that are ours at the carrier, optionally only those with this label. */
  listNumbers(query?: { label?: string }): Promise<OwnedNumber[]>;
  /** Gives a number back; no error when it is not ours any more. */
  releaseNumber(number: PhoneNumber): Promise<void>;
  /** Checks the signature and translates; undefined when it is not genuine. An event of no interest to us gives `[]`. */
  readWebhook(webhook: CarrierWebhook): CarrierEvent[] | undefined;
}

export class NumberGoneError extends Error {}
/** The carrier did not answer, or answered that it cannot now: try later. */
export class CarrierDownError extends Error {}
