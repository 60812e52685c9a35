import Stripe from 'stripe';
import {
  type AddedCard,
  type CardProvider,
  type ChargeState,
  ProviderDownError,
  type ProviderNews,
} from '../billing-provider.ts';
import { failureOf, stateOf } from './states.ts';

export interface StripeSettings {
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly baseUrl: string;
  /** How long an answer is waited for. */
  readonly timeoutMs?: number;
}

/** Charges cards by Stripe. Card numbers are typed on Stripe's own page and never come here. */
export function stripeProvider(settings: StripeSettings): CardProvider {
  const stripe = connect(settings);
  const look = async (id: string) => stateOf(await told(stripe.paymentIntents.retrieve(id)));
  return {
    kind: 'stripe',
    async makeCustomer({ companyId, name }) {
      const made = await told(
        stripe.customers.create(
          { name, metadata: { company: companyId } },
          { idempotencyKey: `customer-${companyId}` },
        ),
      );
      return made.id;
    },
    async openCardPage({ customer, returnTo, cancelTo }) {
      const page = await told(
        stripe.checkout.sessions.create({
          mode: 'setup',
          customer,
          currency: 'usd',
          allowed_payment_method_types: ['card'],
          success_url: returnTo.replace('{page}', '{CHECKOUT_SESSION_ID}'),
          cancel_url: cancelTo,
        }),
      );
      if (page.url === null) throw new ProviderDownError('the payment service gave no address for its page');
      return { url: page.url };
    },
    readCardPage: (pageId) => readCardPage(stripe, pageId),
    async prepareCharge({ key, customer, cents, companyId, invoiceId, words }) {
      const made = await told(
        stripe.paymentIntents.create(
          {
            amount: cents,
            currency: 'usd',
            customer,
            allowed_payment_method_types: ['card'],
            description: words,
            metadata: { company: companyId, invoice: invoiceId },
          },
          { idempotencyKey: `charge-${key}` },
        ),
      );
      return made.id;
    },
    async putThrough(id, { method, attempt }) {
      try {
        const confirmed = stripe.paymentIntents.confirm(
          id,
          { payment_method: method, off_session: true },
          { idempotencyKey: `confirm-${id}-${attempt}` },
        );
        return stateOf(await told(confirmed));
      } catch (error) {
        if (error instanceof Stripe.errors.StripeCardError) return { kind: 'failed', why: failureOf(error) };
        // It went through, or was cancelled, before we asked: what it is now is what counts.
        if (isUnexpectedState(error)) return look(id);
        throw error;
      }
    },
    look,
    async cancel(id): Promise<ChargeState> {
      try {
        return stateOf(await told(stripe.paymentIntents.cancel(id)));
      } catch (error) {
        if (isUnexpectedState(error)) return look(id);
        throw error;
      }
    },
    readWebhook: ({ body, signature }) => newsIn(stripe, settings.webhookSecret, body, signature),
  };
}

function connect({ secretKey, baseUrl, timeoutMs }: StripeSettings): Stripe {
  const { protocol, hostname, port } = new URL(baseUrl);
  return new Stripe(secretKey, {
    host: hostname,
    port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
    protocol: protocol === 'http:' ? 'http' : 'https',
    timeout: timeoutMs ?? 15_000,
    // Our own jobs repeat a call, and look first.
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

async function readCardPage(stripe: Stripe, pageId: string): Promise<AddedCard | undefined> {
  const page = await told(stripe.checkout.sessions.retrieve(pageId)).catch((error: unknown) => {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return undefined;
    throw error;
  });
  if (page?.status !== 'complete' || !page.setup_intent || !page.customer) return undefined;
  const setup = await told(stripe.setupIntents.retrieve(idOf(page.setup_intent)));
  if (setup.status !== 'succeeded' || !setup.payment_method) return undefined;
  const method = await told(stripe.paymentMethods.retrieve(idOf(setup.payment_method)));
  if (!method.card) return undefined;
  const { brand, last4, exp_month, exp_year } = method.card;
  const card = { brand, lastFour: last4, expiryMonth: exp_month, expiryYear: exp_year };
  return { customer: idOf(page.customer), method: method.id, card };
}

const idOf = (thing: string | { id: string }) => (typeof thing === 'string' ? thing : thing.id);

/** Faults of the line or of the service itself say nothing about whether the call was carried out. */
async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const unclear =
      error instanceof Stripe.errors.StripeConnectionError ||
      error instanceof Stripe.errors.StripeAPIError ||
      error instanceof Stripe.errors.StripeRateLimitError ||
      error instanceof Stripe.errors.StripeIdempotencyError;
    throw unclear ? new ProviderDownError(error.message, { cause: error }) : error;
  }
}

const isUnexpectedState = (error: unknown) =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'payment_intent_unexpected_state';

function newsIn(stripe: Stripe, secret: string, body: string, signature: string): ProviderNews | undefined {
  try {
    const { type, data } = stripe.webhooks.constructEvent(body, signature, secret);
    if (type.startsWith('payment_intent.')) return { about: 'payment', paymentId: idIn(data.object) };
    if (type === 'checkout.session.completed') return { about: 'card page', pageId: idIn(data.object) };
    return { about: 'nothing' };
  } catch {
    // Forged, altered or replayed after five minutes: the SDK says which, and to us it is all one.
    return undefined;
  }
}

function idIn(object: unknown): string {
  if (typeof object === 'object' && object !== null && 'id' in object && typeof object.id === 'string')
    return object.id;
  throw new Error('the object of the event has no id');
}
