import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type StripeRig, startStripe } from '#test/stripe.ts';
import { type CardProvider, ProviderDownError } from '../billing-provider.ts';
import { stripeProvider } from './index.ts';
import { failureOf, stateOf } from './states.ts';

let stripe: StripeRig;
let provider: CardProvider;
let customer: string;
beforeAll(async () => {
  stripe = await startStripe();
  provider = stripeProvider({
    secretKey: 'sk_test_x',
    webhookSecret: stripe.webhookSecret,
    baseUrl: stripe.url,
    timeoutMs: 3000,
  });
  customer = await provider.makeCustomer({ companyId: '7', name: 'Analytical Engines' });
});
beforeEach(() => {
  stripe.mode = 'up';
  stripe.webhooks.length = 0;
});
afterAll(() => stripe.close());

let made = 0;
const prepare = (cents = 1234) => {
  made += 1;
  return provider.prepareCharge({
    key: `k${made}`,
    customer,
    cents,
    companyId: '7',
    invoiceId: String(made),
    words: 'Invoice 1',
  });
};
const chargesOf = async (id: string) => (await stripe.charges()).filter((one) => one.payment_intent === id);

test('a card is added on the page of the service, and only what it shows of itself comes back', async () => {
  const { url } = await provider.openCardPage({
    customer,
    returnTo: 'http://x/plan?card={page}',
    cancelTo: 'http://x/plan',
  });
  const page = await stripe.addCard(url);
  expect(await provider.readCardPage(page)).toEqual({
    customer,
    method: 'pm_visa',
    card: { brand: 'visa', lastFour: '4242', expiryMonth: 8, expiryYear: 2031 },
  });
  const news = stripe.webhooks.map((webhook) => provider.readWebhook(webhook));
  expect(news).toContainEqual({ about: 'card page', pageId: page });
});

test('a page that nobody finished, or that there never was, gives no card', async () => {
  const { url } = await provider.openCardPage({ customer, returnTo: 'http://x/{page}', cancelTo: 'http://x' });
  expect(await provider.readCardPage(new URL(url).pathname.split('/').pop() ?? '')).toBeUndefined();
  expect(await provider.readCardPage('cs_nothing')).toBeUndefined();
});

test('a charge is of exactly the cents that were asked for', async () => {
  const id = await prepare(1999);
  expect(await provider.look(id)).toEqual({ kind: 'ready' });
  expect(await provider.putThrough(id, { method: 'pm_visa', attempt: 1 })).toEqual({ kind: 'paid' });
  expect(await chargesOf(id)).toMatchObject([{ amount: 1999 }]);
  const news = stripe.webhooks.map((webhook) => provider.readWebhook(webhook));
  expect(news).toContainEqual({ about: 'payment', paymentId: id });
});

test('put through again, a charge stays one', async () => {
  const id = await prepare();
  for (const attempt of [1, 1, 2]) {
    expect(await provider.putThrough(id, { method: 'pm_visa', attempt })).toEqual({ kind: 'paid' });
  }
  expect(await chargesOf(id)).toHaveLength(1);
});

test('when the answer is lost nobody guesses: the charge is looked at', async () => {
  const id = await prepare();
  stripe.mode = 'deaf';
  await expect(provider.putThrough(id, { method: 'pm_visa', attempt: 1 })).rejects.toThrow(ProviderDownError);
  stripe.mode = 'up';
  expect(await provider.look(id)).toEqual({ kind: 'paid' });
  expect(await chargesOf(id)).toHaveLength(1);
});

test('a service that is down is told apart from a bank that says no', async () => {
  const id = await prepare();
  stripe.mode = 'down';
  await expect(provider.putThrough(id, { method: 'pm_visa', attempt: 1 })).rejects.toThrow(ProviderDownError);
  await expect(prepare()).rejects.toThrow(ProviderDownError);
  stripe.mode = 'declines';
  expect(await provider.putThrough(id, { method: 'pm_visa', attempt: 2 })).toEqual({ kind: 'failed', why: 'funds' });
  expect(await chargesOf(id)).toEqual([]);
});

test('what was cancelled never goes through, and what went through cannot be cancelled', async () => {
  const [stopped, gone] = [await prepare(), await prepare()];
  expect(await provider.cancel(stopped)).toEqual({ kind: 'cancelled' });
  expect(await provider.putThrough(stopped, { method: 'pm_visa', attempt: 1 })).toEqual({ kind: 'cancelled' });
  await provider.putThrough(gone, { method: 'pm_visa', attempt: 1 });
  expect(await provider.cancel(gone)).toEqual({ kind: 'paid' });
  expect(await chargesOf(stopped)).toEqual([]);
});

test('a webhook that is forged, altered or unsigned says nothing', async () => {
  await provider.putThrough(await prepare(), { method: 'pm_visa', attempt: 1 });
  const genuine = stripe.webhooks.find(({ type }) => type === 'payment_intent.succeeded');
  if (!genuine) throw new Error('no webhook came');
  expect(provider.readWebhook(genuine)).toBeDefined();
  expect(provider.readWebhook({ ...genuine, body: genuine.body.replace('"pi_', '"pi_x') })).toBeUndefined();
  expect(provider.readWebhook({ ...genuine, signature: '' })).toBeUndefined();
  expect(provider.readWebhook({ ...genuine, signature: 't=1,v1=00' })).toBeUndefined();
  const stranger = stripeProvider({ secretKey: 'sk', webhookSecret: 'whsec_other', baseUrl: stripe.url });
  expect(stranger.readWebhook(genuine)).toBeUndefined();
  const old = genuine.signature.replace(/t=(\d+)/, (_, t: string) => `t=${Number(t) - 3600}`);
  expect(provider.readWebhook({ ...genuine, signature: old })).toBeUndefined();
});

test.each([
  [{ status: 'succeeded' }, { kind: 'paid' }],
  [{ status: 'processing' }, { kind: 'pending' }],
  [{ status: 'canceled' }, { kind: 'cancelled' }],
  [{ status: 'requires_action' }, { kind: 'failed', why: 'confirmation' }],
  [{ status: 'requires_payment_method' }, { kind: 'ready' }],
] as const)('a payment that is %o is ours as %o', (intent, state) => {
  expect(stateOf(intent)).toEqual(state);
});

test.each([
  [{ code: 'expired_card' }, 'expired'],
  [{ code: 'card_declined', decline_code: 'insufficient_funds' }, 'funds'],
  [{ code: 'card_declined', decline_code: 'authentication_required' }, 'confirmation'],
  [{ code: 'card_declined', decline_code: 'generic_decline' }, 'declined'],
  [{}, 'declined'],
])('a refusal %o is told as %s', (error, why) => {
  expect(failureOf(error)).toBe(why);
});
