import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { billing } from '#contract/billing.ts';
import { plan } from '#contract/plan.ts';
import { createLine, prepareLine } from '#server/features/identity/index.ts';
import { days, minutes } from '#server/platform/clock.ts';
import { buy, quote, type Signed } from '#test/billing.ts';
import { password, type World, world } from '#test/world.ts';
import { count } from './count.ts';
import { markPaid } from './mark-paid.ts';
import { renew } from './renew.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const stateOf = async (line: Signed) => (await line.call(billing.read)).body;
const invoicesOf = async (line: Signed) => (await line.call(billing.invoices)).body.invoices;
const messagesOf = async (line: Signed) => (await line.call(plan.read)).body.meters[0];
const freshProof = async (line: Signed & { username: string }) => ({ ...line, ...(await w.signIn(line.username)) });

describe('a company on its trial', () => {
  test('pays a plan in full from now, is on it at once, and owes an invoice', async () => {
    const ada = await w.line({ plan: 'trial' });
    const offer = await quote(ada, { plan: 'lite', interval: 'month' });
    expect(offer).toMatchObject({
      kind: 'plan',
      effective: 'now',
      fromPlan: 'Free trial',
      toPlan: 'Lite',
      nowCents: 1900,
      renewalCents: 1900,
      pay: 'invoice',
      blockers: [],
    });
    expect(offer.changes).toContainEqual({ what: 'messages', from: 50, to: 500 });
    const reply = await ada.call(billing.confirm, { body: { token: offer.token } });
    expect(reply.body).toMatchObject({ plan: { id: 'lite' }, interval: 'month', charging: null, owed: { cents: 0 } });
    expect(await invoicesOf(ada)).toMatchObject([{ number: 1, status: 'open', totalCents: 1900, kind: 'change' }]);
    expect((await messagesOf(ada)).allowance).toBe(500);
  });

  test('cannot buy packs yet', async () => {
    const ada = await w.line({ plan: 'trial' });
    expect((await ada.call(billing.quote, { body: { packMessages: 500 } })).body.code).toBe('billing.plan_needed');
  });
});

describe('a quote', () => {
  test('is confirmed once, whoever presses the button how often', async () => {
    const ada = await w.line({ plan: 'trial' });
    const { token } = await quote(ada, { plan: 'lite', interval: 'month' });
    const replies = await Promise.all(Array.from({ length: 12 }, () => ada.call(billing.confirm, { body: { token } })));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of replies) if (status !== 200) expect(body.code).toBe('billing.quote_used');
    expect(await invoicesOf(ada)).toHaveLength(1);
  });

  test('of another company is refused, and nothing is charged', async () => {
    const [ada, bob] = [await w.line({ plan: 'trial' }), await w.line({ plan: 'trial' })];
    const { token } = await quote(ada, { plan: 'lite', interval: 'month' });
    expect((await bob.call(billing.confirm, { body: { token } })).body.code).toBe('billing.quote_wrong');
    expect([...(await invoicesOf(bob)), ...(await invoicesOf(ada))]).toEqual([]);
    expect((await stateOf(bob)).plan.id).toBe('trial');
  });

  test('that somebody altered is refused', async () => {
    const ada = await w.line({ plan: 'trial' });
    const { token } = await quote(ada, { plan: 'basic', interval: 'month' });
    const [body, seal] = String(token).split('.');
    const cheap = JSON.parse(Buffer.from(body ?? '', 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...cheap, nowCents: 1, lines: [] })).toString('base64url');
    const reply = await ada.call(billing.confirm, { body: { token: `${forged}.${seal}` } });
    expect([reply.status, reply.body.code]).toEqual([422, 'billing.quote_wrong']);
  });

  test('is good for fifteen minutes', async () => {
    const ada = await w.line({ plan: 'trial' });
    const { token } = await quote(ada, { plan: 'lite', interval: 'month' });
    w.clock.advance(minutes(15));
    const again = await freshProof(ada);
    expect((await again.call(billing.confirm, { body: { token } })).body.code).toBe('billing.quote_expired');
    expect(await invoicesOf(again)).toEqual([]);
  });

  test('is stale once the plan changed or the operator changed a price', async () => {
    const ada = await w.line({ plan: 'trial' });
    const [lite, basic] = [
      await quote(ada, { plan: 'lite', interval: 'month' }),
      await quote(ada, { plan: 'basic', interval: 'month' }),
    ];
    await ada.call(billing.confirm, { body: { token: lite.token } });
    expect((await ada.call(billing.confirm, { body: { token: basic.token } })).body.code).toBe('billing.quote_stale');
    const dear = await quote(ada, { plan: 'basic', interval: 'month' });
    await w.db.execute(sql`update plan set monthly_cents = monthly_cents + 100 where id = 'starter'`);
    expect((await ada.call(billing.confirm, { body: { token: dear.token } })).body.code).toBe('billing.quote_stale');
    await w.db.execute(sql`update plan set monthly_cents = monthly_cents - 100 where id = 'starter'`);
    expect(await invoicesOf(ada)).toHaveLength(1);
  });

  test('for what is not offered is not made', async () => {
    const ada = await w.line({ plan: 'trial' });
    await buy(ada, { plan: 'lite', interval: 'month' });
    const refusals = await Promise.all(
      [{ plan: 'unlimited' }, { plan: 'trial' }, { plan: 'nope' }, { plan: 'lite' }, { packMessages: 700 }].map(
        async (body) => (await ada.call(billing.quote, { body })).body.code,
      ),
    );
    expect(refusals).toEqual([
      'billing.plan_unknown',
      'billing.plan_unknown',
      'billing.plan_unknown',
      'billing.plan_same',
      'billing.pack_unknown',
    ]);
  });
});

describe('a change of plan', () => {
  test('up begins now for the price of the rest of the month', async () => {
    const ada = await w.line({ plan: 'trial' });
    await buy(ada, { plan: 'lite', interval: 'month' });
    const { period } = await stateOf(ada);
    const length = new Date(period.end).getTime() - new Date(period.start).getTime();
    w.clock.advance(length / 2);
    const again = await freshProof(ada);
    const offer = await quote(again, { plan: 'lite-plus', interval: 'month' });
    expect(offer).toMatchObject({ effective: 'now', nowCents: 900, renewalCents: 3700, renewalAt: period.end });
    await again.call(billing.confirm, { body: { token: offer.token } });
    expect(await stateOf(again)).toMatchObject({ plan: { id: 'lite-plus' }, period });
    expect((await invoicesOf(again)).map((one: { number: number }) => one.number)).toEqual([2, 1]);
  });

  test('down waits for the renewal, can be thought over, and then begins', async () => {
    const ada = await w.line({ plan: 'trial' });
    await buy(ada, { plan: 'basic', interval: 'month' });
    const offer = await quote(ada, { plan: 'lite', interval: 'month' });
    expect(offer).toMatchObject({ effective: 'renewal', nowCents: 0, pay: 'nothing', lines: [], renewalCents: 1900 });
    const scheduled = (await ada.call(billing.confirm, { body: { token: offer.token } })).body;
    expect(scheduled).toMatchObject({ plan: { id: 'basic' }, scheduled: { plan: 'Lite', cents: 1900 } });
    expect((await ada.call(billing.keepPlan)).body.scheduled).toBeNull();
    expect((await ada.call(billing.keepPlan)).body.code).toBe('billing.nothing_scheduled');
    await buy(ada, { plan: 'lite', interval: 'month' });
    const { period } = await stateOf(ada);
    w.clock.advance(new Date(period.end).getTime() - w.clock.now().getTime());
    await renew(w.deps, ada.companyId);
    const again = await freshProof(ada);
    expect(await stateOf(again)).toMatchObject({ plan: { id: 'lite' }, scheduled: null, renewalCents: 1900 });
    expect((await invoicesOf(again))[0]).toMatchObject({ number: 2, kind: 'renewal', totalCents: 1900 });
  });

  test('down is blocked by what is in use, each reason with the page where it is settled', async () => {
    const ada = await w.line({ plan: 'trial' });
    await buy(ada, { plan: 'basic', interval: 'month' });
    await w.db.execute(sql`update plan set lines = 2 where id = 'lite'`);
    for (const n of [1, 2]) {
      const facts = {
        name: 'More',
        username: `more${n}x${ada.companyId}`,
        password,
        timeZone: 'UTC',
        language: 'en' as const,
      };
      const prepared = await prepareLine(facts, []);
      await w.db.transaction((tx) => createLine(tx, w.deps, ada.companyId, prepared, ['member']));
    }
    const offer = await quote(ada, { plan: 'lite', interval: 'month' });
    expect(offer).toMatchObject({
      token: null,
      blockers: [{ what: 'lines', have: 3, allowed: 2, link: '/lines' }],
    });
    await w.db.execute(sql`update plan set lines = 3 where id = 'lite'`);
  });

  test('that was outgrown by its renewal does not begin, and the admins read why', async () => {
    const ada = await w.line({ plan: 'trial' });
    await buy(ada, { plan: 'basic', interval: 'month' });
    await buy(ada, { plan: 'lite', interval: 'month' });
    await w.db.execute(sql`update plan set lines = 0 where id = 'lite'`);
    const { period } = await stateOf(ada);
    w.clock.advance(new Date(period.end).getTime() - w.clock.now().getTime());
    await renew(w.deps, ada.companyId);
    await w.db.execute(sql`update plan set lines = 3 where id = 'lite'`);
    expect(await stateOf(await freshProof(ada))).toMatchObject({ plan: { id: 'basic' }, scheduled: null });
    await w.drainJobs();
    expect(
      w
        .mails()
        .filter(({ to }) => to === ada.email)
        .map(({ subject }) => subject),
    ).toContain('Your plan stays Basic');
  });
});

describe('a pack of messages', () => {
  test('is there at once, and lapses when the usage begins anew', async () => {
    const ada = await w.line({ plan: 'trial' });
    await buy(ada, { plan: 'lite', interval: 'month' });
    const offer = await quote(ada, { packMessages: 1000 });
    expect(offer).toMatchObject({ kind: 'pack', nowCents: 2800, changes: [{ what: 'messages', from: 500, to: 1500 }] });
    await ada.call(billing.confirm, { body: { token: offer.token } });
    expect(await messagesOf(ada)).toMatchObject({ allowance: 500, extra: 1000 });
    expect((await stateOf(ada)).bought).toMatchObject([{ messages: 1000 }]);
    w.clock.advance(days(32));
    const later = await freshProof(ada);
    expect(await messagesOf(later)).toMatchObject({ allowance: 500, extra: 0 });
    expect((await stateOf(later)).bought).toEqual([]);
  });
});

describe('a renewal', () => {
  test('bills a period once, however often the job runs, and every period that passed', async () => {
    const ada = await w.line({ plan: 'trial' });
    await buy(ada, { plan: 'lite', interval: 'month' });
    const first = (await stateOf(ada)).period;
    await renew(w.deps, ada.companyId);
    expect(await invoicesOf(ada)).toHaveLength(1);
    w.clock.advance(new Date(first.end).getTime() - w.clock.now().getTime() + days(33));
    await Promise.all([renew(w.deps, ada.companyId), renew(w.deps, ada.companyId), renew(w.deps, ada.companyId)]);
    const again = await freshProof(ada);
    const invoices = await invoicesOf(again);
    expect(invoices.map((one: { number: number }) => one.number)).toEqual([3, 2, 1]);
    const { period } = await stateOf(again);
    expect(new Date(period.end) > w.clock.now()).toBe(true);
    const lines = await Promise.all(
      invoices.map(
        async ({ id }: { id: string }) => (await again.call(billing.invoice, { params: { id } })).body.lines[0],
      ),
    );
    expect(lines.map(({ from }) => from)).toEqual([period.start, first.end, first.start]);
  });

  test('bills what the ledger has beyond the allowance, to the unit', async () => {
    await w.db.execute(
      sql`update plan_allowance set over_cents_per_100 = 350 where plan_id = 'starter' and meter = 'messages'`,
    );
    const ada = await w.line({ plan: 'trial' });
    await buy(ada, { plan: 'starter', interval: 'month' });
    const entries = [1900, 313].map((units, n) => ({
      companyId: ada.companyId,
      lineId: ada.lineId,
      meter: 'messages' as const,
      units,
      key: `over ${n}`,
      at: w.clock.now(),
    }));
    await w.db.transaction((tx) => count(tx, w.deps, entries));
    const { period } = await stateOf(ada);
    w.clock.advance(new Date(period.end).getTime() - w.clock.now().getTime());
    // The cycle ends with the day the billing period does, or on it.
    await renew(w.deps, ada.companyId);
    const again = await freshProof(ada);
    const [{ id }] = await invoicesOf(again);
    const { lines, totalCents } = (await again.call(billing.invoice, { params: { id } })).body;
    expect(lines).toMatchObject([
      { kind: 'plan', cents: 5200 },
      { kind: 'overage', meter: 'messages', units: 213, cents: 746 },
    ]);
    expect(totalCents).toBe(5946);
    await w.db.execute(sql`update plan_allowance set over_cents_per_100 = null where plan_id = 'starter'`);
  });
});

describe('invoices', () => {
  test('that are paid outside are marked paid once, by the command line', async () => {
    const ada = await w.line({ plan: 'trial' });
    await buy(ada, { plan: 'lite', interval: 'month' });
    expect(await markPaid(w.deps, ada.companyId, 1)).toEqual({ cents: 1900 });
    await expect(markPaid(w.deps, ada.companyId, 1)).rejects.toThrow('Invoice 1 is paid already.');
    await expect(markPaid(w.deps, ada.companyId, 2)).rejects.toThrow('no invoice 2');
    expect(await invoicesOf(ada)).toMatchObject([{ status: 'paid', paidAt: expect.any(String) }]);
  });

  test('are owed once they are past their day', async () => {
    const ada = await w.line({ plan: 'trial' });
    await buy(ada, { plan: 'lite', interval: 'month' });
    w.clock.advance(days(14) + 1);
    expect((await stateOf(await freshProof(ada))).owed).toEqual({ cents: 1900, count: 1 });
  });

  test('are numbered without gaps though confirmations fail between them', async () => {
    const ada = await w.line({ plan: 'trial' });
    await buy(ada, { plan: 'lite', interval: 'month' });
    const offers = await Promise.all([500, 1000, 1500, 2000].map((packMessages) => quote(ada, { packMessages })));
    await Promise.all(offers.map(({ token }) => ada.call(billing.confirm, { body: { token } })));
    for (const packMessages of [500, 500]) await buy(ada, { packMessages });
    const numbers = (await invoicesOf(ada)).map((one: { number: number }) => one.number);
    expect(numbers).toEqual(numbers.map((_: number, n: number) => numbers.length - n));
    // Of the four quotes one was true; the other three were made before it.
    expect(numbers).toHaveLength(4);
  });

  test('of another company are not there', async () => {
    const [ada, bob] = [await w.line({ plan: 'trial' }), await w.line({ plan: 'trial' })];
    await buy(ada, { plan: 'lite', interval: 'month' });
    const [{ id }] = await invoicesOf(ada);
    for (const spec of [billing.invoice, billing.invoicePdf]) {
      expect((await bob.call(spec, { params: { id } })).status).toBe(404);
      expect((await ada.call(spec, { params: { id } })).status).toBe(200);
    }
  });
});

describe('roles', () => {
  test('only admins change plans, and only those who look after the bill see cards and invoices', async () => {
    const ada = await w.line({ plan: 'trial' });
    await buy(ada, { plan: 'lite', interval: 'month' });
    const [admin, clerk, member] = [
      await w.colleague(ada, { roles: ['admin', 'member'] }),
      await w.colleague(ada, { roles: ['billing'] }),
      await w.colleague(ada, { roles: ['member'] }),
    ];
    expect((await admin.call(billing.read)).body).toMatchObject({ mayChange: true, card: null, owed: null });
    expect((await admin.call(billing.invoices)).status).toBe(403);
    expect((await clerk.call(billing.read)).body).toMatchObject({ mayChange: false, maySeeInvoices: true });
    expect((await clerk.call(billing.quote, { body: { plan: 'basic' } })).status).toBe(403);
    expect((await clerk.call(billing.invoices)).body.invoices).toHaveLength(1);
    expect((await member.call(billing.read)).status).toBe(403);
    const { token } = await quote(ada, { plan: 'basic', interval: 'month' });
    expect((await member.call(billing.confirm, { body: { token } })).status).toBe(403);
  });

  test('confirming asks for a proof no older than ten minutes', async () => {
    const ada = await w.line({ plan: 'trial' });
    const { token } = await quote(ada, { plan: 'lite', interval: 'month' });
    w.clock.advance(minutes(11));
    const reply = await ada.call(billing.confirm, { body: { token } });
    expect([reply.status, reply.body.code]).toEqual([403, 'identity.proof_needed']);
  });
});

test('a company that an operator made Unlimited never sees a bill', async () => {
  const ada = await w.line({ plan: 'unlimited' });
  expect(await stateOf(ada)).toMatchObject({ billed: false, plans: [], packs: [], mayChange: false });
  for (const body of [{ plan: 'lite' }, { packMessages: 500 }])
    expect((await ada.call(billing.quote, { body })).body.code).toBe('billing.not_billed');
  expect((await ada.call(billing.openCardPage)).body.code).toBe('billing.no_cards');
});

test('a company that becomes Unlimited is not billed again', async () => {
  const ada = await w.line({ plan: 'trial' });
  await buy(ada, { plan: 'lite', interval: 'month' });
  await w.db.execute(sql`update company set plan = 'unlimited' where id = ${ada.companyId}`);
  w.clock.advance(days(40));
  await renew(w.deps, ada.companyId);
  const again = await freshProof(ada);
  expect(await stateOf(again)).toMatchObject({ billed: false, period: null });
  const rows = await w.rows(sql`select number from invoice where company_id = ${ada.companyId}`);
  expect(rows).toHaveLength(1);
});
