import type Stripe from 'stripe';
import type { ChargeFailure } from '#contract/billing-shape.ts';
import type { ChargeState } from '../billing-provider.ts';

/** Stripe's words for where a payment stands, in ours. */
export function stateOf(intent: Pick<Stripe.PaymentIntent, 'status'> & Partial<Stripe.PaymentIntent>): ChargeState {
  switch (intent.status) {
    case 'succeeded':
      return { kind: 'paid' };
    case 'canceled':
      return { kind: 'cancelled' };
    case 'processing':
    case 'requires_capture':
      return { kind: 'pending' };
    case 'requires_confirmation':
      return { kind: 'ready' };
    case 'requires_payment_method':
      return intent.last_payment_error
        ? { kind: 'failed', why: failureOf(intent.last_payment_error) }
        : { kind: 'ready' };
    // The bank wants its customer at the screen, and nobody is: the person adds the card anew, and the bank asks there.
    default:
      return { kind: 'failed', why: 'confirmation' };
  }
}

/** Why a card was not charged; what the bank does not say is "declined". */
export function failureOf(error: {
  readonly code?: string | undefined;
  readonly decline_code?: string | undefined;
}): ChargeFailure {
  if (error.code === 'expired_card') return 'expired';
  if (error.code === 'authentication_required' || error.decline_code === 'authentication_required')
    return 'confirmation';
  if (error.decline_code === 'insufficient_funds') return 'funds';
  return 'declined';
}
