import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { billing } from '#contract/billing.ts';
import { stripeProvider } from '#server/payments/stripe/index.ts';
import { days } from '#server/platform/clock.ts';
import { buy, quote, type Signed } from '#test/billing.ts';
import { type StripeRig, startStripe } from '#test/stripe.ts';
import { type World, world } from '#test/world.ts';
import { renewDue } from './renew.ts';

let stripe: StripeRig;
let w: World;
beforeAll(async () => {
  stripe = await startStripe();
  const { url: baseUrl, webhookSecret } = stripe;
  w = await world({}, { billing: stripeProvider({ secretKey: 'sk_test', webhookSecret, baseUrl, timeoutMs: 3000 }) });
});
beforeEach(() => {
  stripe.mode = 'up';
});
afterAll(async () => {
  await w.close();
  await stripe.close();
});

const stateOf = async (line: Signed) => (await line.call(billing.read)).body;
const invoicesOf = async (line: Signed) => (await line.call(billing.invoices)).body.invoices;
const hear = (webhook: { body: string; signature: string }) =>
  w.app.inject({
    method: 'POST',
    url: '/billing/stripe',
    headers: { 'content-type': 'application/json', 'stripe-signature': webhook.signature },
    payload: webhook.body,
  });
const take = (amount: number) => stripe.charges().then((all) => all.filter((one) => one.amount === amount).length);

async function withCard() {
  const line = await w.line({ plan: 'trial' });
  const { url } = (await line.call(billing.openCardPage)).body;
  const page = await stripe.addCard(url);
  await line.call(billing.takeCard, { body: { page } });
  return line;
}
// Each test buys at a price of its own, so that the service can be asked how often it took that.
let price = 0;
async function priced() {
  price += 1;
  const cents = 100_000 + price;
  await w.pool.query("update plan set monthly_cents = $1 where id = 'basic'", [cents]);
  return cents;
}

describe('a card', () => {
  test('is added on the page of the service, and seen by those who look after the bill', async () => {
    const ada = await withCard();
    expect(await stateOf(ada)).toMatchObject({
      provider: 'stripe',
      hasCard: true,
      card: { brand: 'visa', lastFour: '4242', expiryMonth: 8, expiryYear: 2031 },
    });
    const admin = await w.colleague(ada, { roles: ['admin'] });
    expect(await stateOf(admin)).toMatchObject({ hasCard: true, card: null });
  });

  test('comes by webhook too, for whoever closed the page too early', async () => {
    const ada = await w.line({ plan: 'trial' });
    const { url } = (await ada.call(billing.openCardPage)).body;
    stripe.webhooks.length = 0;
    await stripe.addCard(url);
    const webhook = stripe.webhooks.find(({ type }) => type === 'checkout.session.completed');
    if (!webhook) throw new Error('no webhook');
    expect((await hear(webhook)).statusCode).toBe(200);
    await w.drainJobs();
    expect((await stateOf(ada)).hasCard).toBe(true);
  });

  test('of another company is not taken', async () => {
    const [ada, bob] = [await w.line({ plan: 'trial' }), await w.line({ plan: 'trial' })];
    const { url } = (await ada.call(billing.openCardPage)).body;
    const page = await stripe.addCard(url);
    expect((await bob.call(billing.takeCard, { body: { page } })).body.code).toBe('billing.card_page_wrong');
    expect((await stateOf(bob)).hasCard).toBe(false);
  });

  test('is needed before anything is charged', async () => {
    const ada = await w.line({ plan: 'trial' });
    const { token } = await quote(ada, { plan: 'lite', interval: 'month' });
    expect((await ada.call(billing.confirm, { body: { token } })).body.code).toBe('billing.card_needed');
    expect(await invoicesOf(ada)).toEqual([]);
  });

  test('cannot be added while the service is down, and the refusal says so', async () => {
    const ada = await w.line({ plan: 'trial' });
    stripe.mode = 'down';
    expect((await ada.call(billing.openCardPage)).body.code).toBe('billing.provider_down');
  });
});

describe('a confirmed quote', () => {
  test('begins when the card has paid exactly it', async () => {
    const ada = await withCard();
    const cents = await priced();
    const state = await buy(ada, { plan: 'basic', interval: 'month' });
    expect(state).toMatchObject({ plan: { id: 'trial' }, charging: { cents } });
    await w.drainJobs();
    expect(await stateOf(ada)).toMatchObject({ plan: { id: 'basic' }, charging: null, failed: null });
    expect(await invoicesOf(ada)).toMatchObject([{ number: 1, status: 'paid', totalCents: cents }]);
    expect(await take(cents)).toBe(1);
  });

  test('that the bank declines changes nothing, says why, and is never charged later', async () => {
    const ada = await withCard();
    const cents = await priced();
    stripe.mode = 'declines';
    await buy(ada, { plan: 'basic', interval: 'month' });
    await w.drainJobs();
    expect(await stateOf(ada)).toMatchObject({
      plan: { id: 'trial' },
      charging: null,
      failed: { cents, why: 'funds' },
    });
    expect(await invoicesOf(ada)).toMatchObject([{ status: 'void', failure: 'funds' }]);
    stripe.mode = 'up';
    await w.drainJobs();
    expect(await take(cents)).toBe(0);
    await buy(ada, { plan: 'basic', interval: 'month' });
    await w.drainJobs();
    expect(await stateOf(ada)).toMatchObject({ plan: { id: 'basic' }, failed: null });
    expect(await take(cents)).toBe(1);
  });

  test('is charged once though the answer was lost and the job ran again', async () => {
    const ada = await withCard();
    const cents = await priced();
    await buy(ada, { plan: 'basic', interval: 'month' });
    stripe.mode = 'deaf';
    await w.drainJobs(3);
    expect((await stateOf(ada)).plan.id).toBe('trial');
    stripe.mode = 'up';
    await w.drainJobs();
    expect((await stateOf(ada)).plan.id).toBe('basic');
    expect(await take(cents)).toBe(1);
  });

  test('waits while the service is down; nothing else is sold meanwhile', async () => {
    const ada = await withCard();
    const cents = await priced();
    const other = await quote(ada, { plan: 'lite', interval: 'month' });
    stripe.mode = 'down';
    await buy(ada, { plan: 'basic', interval: 'month' });
    await w.drainJobs(2);
    expect(await stateOf(ada)).toMatchObject({ plan: { id: 'trial' }, charging: { cents } });
    expect((await ada.call(billing.quote, { body: { plan: 'lite' } })).body.code).toBe('billing.charge_running');
    expect((await ada.call(billing.confirm, { body: { token: other.token } })).body.code).toBe(
      'billing.charge_running',
    );
    stripe.mode = 'up';
    await w.drainJobs();
    expect((await stateOf(ada)).plan.id).toBe('basic');
    expect(await take(cents)).toBe(1);
  });

  test('is given up after a day of silence, and then never charged', async () => {
    const ada = await withCard();
    const cents = await priced();
    stripe.mode = 'down';
    await buy(ada, { plan: 'basic', interval: 'month' });
    await w.drainJobs(2);
    w.clock.advance(days(1) + 1);
    stripe.mode = 'up';
    await w.drainJobs();
    const again = await w.signIn(ada.username);
    expect(await stateOf(again)).toMatchObject({
      plan: { id: 'trial' },
      failed: { why: 'unreachable' },
      charging: null,
    });
    expect(await take(cents)).toBe(0);
  });
});

describe('webhooks', () => {
  test('late, twice and in any order make one charge and one change', async () => {
    const ada = await withCard();
    const cents = await priced();
    stripe.webhooks.length = 0;
    await buy(ada, { plan: 'basic', interval: 'month' });
    await w.drainJobs();
    const heard = stripe.webhooks.filter(({ type }) => type.startsWith('payment_intent.'));
    expect(heard.map(({ type }) => type)).toEqual(['payment_intent.created', 'payment_intent.succeeded']);
    for (const webhook of [...heard.toReversed(), ...heard, ...heard])
      expect((await hear(webhook)).statusCode).toBe(200);
    await w.drainJobs();
    expect(await invoicesOf(ada)).toMatchObject([{ number: 1, status: 'paid' }]);
    expect(await take(cents)).toBe(1);
  });

  test('bring the news when our own call never got its answer', async () => {
    const ada = await withCard();
    const cents = await priced();
    stripe.webhooks.length = 0;
    await buy(ada, { plan: 'basic', interval: 'month' });
    await w.drainJobs();
    // As if the process had died between the answer and its own transaction.
    await w.pool.query("update invoice set status = 'open', paid_at = null, charging = true where company_id = $1", [
      ada.companyId,
    ]);
    await w.pool.query("update company set plan = 'trial' where id = $1", [ada.companyId]);
    await w.pool.query(
      'update billing_account set interval = null, anchor_at = null, period_start = null, period_end = null where company_id = $1',
      [ada.companyId],
    );
    const succeeded = stripe.webhooks.find(({ type }) => type === 'payment_intent.succeeded');
    if (!succeeded) throw new Error('no webhook');
    await hear(succeeded);
    await w.drainJobs();
    expect(await stateOf(ada)).toMatchObject({ plan: { id: 'basic' }, interval: 'month' });
    expect(await take(cents)).toBe(1);
  });

  test('that say paid of what is not paid are looked into, not believed', async () => {
    const ada = await withCard();
    const cents = await priced();
    stripe.webhooks.length = 0;
    stripe.mode = 'declines';
    await buy(ada, { plan: 'basic', interval: 'month' });
    await w.drainJobs();
    const created = stripe.webhooks.find(({ type }) => type === 'payment_intent.created');
    if (!created) throw new Error('no webhook');
    await hear(created);
    await w.drainJobs();
    expect(await stateOf(ada)).toMatchObject({ plan: { id: 'trial' } });
    expect(await take(cents)).toBe(0);
  });

  test('that tell of a charge that failed do not begin another', async () => {
    const ada = await withCard();
    await priced();
    await buy(ada, { plan: 'basic', interval: 'month' });
    await w.drainJobs();
    stripe.mode = 'declines';
    w.clock.advance(days(32));
    stripe.webhooks.length = 0;
    await renewDue(w.deps);
    await w.drainJobs();
    const attempts = () =>
      w.pool
        .query('select attempts from invoice where company_id = $1 and number = 2', [ada.companyId])
        .then(({ rows }) => rows[0].attempts);
    const before = await attempts();
    const created = stripe.webhooks.find(({ type }) => type === 'payment_intent.created');
    if (!created) throw new Error('no webhook');
    for (let n = 0; n < 5; n += 1) await hear(created);
    await w.drainJobs();
    expect(await attempts()).toBe(before);
  });

  test('that are forged are refused', async () => {
    const event = { type: 'payment_intent.succeeded', data: { object: { id: 'pi_1' } } };
    const reply = await hear({ body: JSON.stringify(event), signature: 't=1,v1=ab' });
    expect(reply.statusCode).toBe(403);
  });
});

test('a renewal that is declined is tried again, told by mail, and paid with the next card', async () => {
  const ada = await withCard();
  const cents = await priced();
  await buy(ada, { plan: 'basic', interval: 'month' });
  await w.drainJobs();
  stripe.mode = 'declines';
  w.clock.advance(days(32));
  await renewDue(w.deps);
  await w.drainJobs();
  const again = await w.signIn(ada.username);
  const [renewal] = await invoicesOf(again);
  expect(renewal).toMatchObject({ number: 2, kind: 'renewal', status: 'open', failure: 'funds', charging: false });
  const tried = await w.pool.query('select attempts from invoice where company_id = $1 and number = 2', [
    ada.companyId,
  ]);
  // At once, and after one, three and five days.
  expect(tried.rows[0].attempts).toBe(4);
  expect(w.mails().some(({ to, subject }) => to === ada.email && subject === 'Invoice 2 could not be charged')).toBe(
    true,
  );
  stripe.mode = 'up';
  expect((await again.call(billing.payInvoice, { params: { id: renewal.id } })).status).toBe(200);
  await w.drainJobs();
  expect((await invoicesOf(again))[0]).toMatchObject({ number: 2, status: 'paid', failure: null });
  expect(await take(cents)).toBe(2);
});
