import type { Card, ChargeFailure } from '#contract/billing-shape.ts';

/** Who takes the money. `manual`: nobody here; an invoice is written and paid outside. Otherwise a service that charges cards. */
export type BillingProvider = { readonly kind: 'manual' } | CardProvider;

/** A charge of a card, as the service tells it now. */
export type ChargeState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'paid' }
  | { readonly kind: 'failed'; readonly why: ChargeFailure }
  | { readonly kind: 'cancelled' };

/** A card that was added on a page of the service. */
export interface AddedCard {
  readonly customer: string;
  readonly method: string;
  readonly card: Card;
}

/** What the service reported by webhook: only what it is about, since webhooks come late, twice and in any order. */
export type ProviderNews =
  | { readonly about: 'payment'; readonly paymentId: string }
  | { readonly about: 'card page'; readonly pageId: string }
  | { readonly about: 'nothing' };

/**
 * A service that charges cards. A charge is prepared, its id written down, and only then put through: whatever breaks in
 * between, the same charge is looked at again and no second one is made. Throws `ProviderDownError` when it cannot be told
 * what became of a call.
 */
export interface CardProvider {
  readonly kind: 'stripe';
  makeCustomer(order: { companyId: string; name: string }): Promise<string>;
  /** A page where a card is added; `returnTo` is where it leads back to, with `{page}` for its id. */
  openCardPage(order: { customer: string; returnTo: string; cancelTo: string }): Promise<{ readonly url: string }>;
  /** What was added there; undefined while nothing was. */
  readCardPage(pageId: string): Promise<AddedCard | undefined>;
  /** The same `key` gives the same charge. */
  prepareCharge(order: ChargeOrder): Promise<string>;
  putThrough(paymentId: string, order: { method: string; attempt: number }): Promise<ChargeState>;
  look(paymentId: string): Promise<ChargeState>;
  /** Makes sure that it never goes through; tells what it had become if it was too late. */
  cancel(paymentId: string): Promise<ChargeState>;
  /** undefined: not signed by the service, or too old. */
  readWebhook(webhook: { body: string; signature: string }): ProviderNews | undefined;
}

export interface ChargeOrder {
  readonly key: string;
  readonly customer: string;
  readonly cents: number;
  readonly companyId: string;
  readonly invoiceId: string;
  readonly words: string;
}

/** The service did not answer, or not so that one could tell what happened: look again later. */
export class ProviderDownError extends Error {}
