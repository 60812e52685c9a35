import type { BillingInterval, BillLine } from '#contract/billing.ts';
import type { CompanyId } from '#contract/ids.ts';
import { type Secrets, sameBytes } from '#server/platform/secrets.ts';

/** All that a confirmation will do, as it was shown: confirming can only do this or nothing. */
export interface SignedQuote {
  readonly id: string;
  readonly companyId: CompanyId;
  /** State of the company's billing it was worked out from: any change of it makes the quote stale. */
  readonly revision: number;
  readonly fromPlan: string;
  /** Digest of the prices it was worked out from. */
  readonly catalogue: string;
  readonly wish:
    | { readonly kind: 'plan'; readonly plan: string; readonly interval: BillingInterval }
    | { readonly kind: 'pack'; readonly messages: number; readonly until: string };
  readonly effective: 'now' | 'renewal';
  /** Start of a period that begins with the change; null: the running one goes on. */
  readonly periodStart: string | null;
  readonly lines: readonly BillLine[];
  readonly nowCents: number;
  readonly expiresAt: string;
}

/** The quote with its seal: `body.seal`, both in letters that an address can hold. */
export function signQuote(secrets: Secrets, quote: SignedQuote): string {
  const body = Buffer.from(JSON.stringify(quote)).toString('base64url');
  return `${body}.${secrets.mac('quote', body).toString('base64url')}`;
}

/** undefined: not made here, or altered. */
export function openQuote(secrets: Secrets, token: string): SignedQuote | undefined {
  const [body, seal, ...more] = token.split('.');
  if (body === undefined || seal === undefined || more.length > 0) return undefined;
  if (!sameBytes(secrets.mac('quote', body), Buffer.from(seal, 'base64url'))) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as SignedQuote; // the seal says that we wrote it
}
