import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { billing } from '#contract/billing.ts';
import { plan } from '#contract/plan.ts';
import { buy, quote } from '#test/billing.ts';
import { type World, world } from '#test/world.ts';

// The commands as people run them, each a process of its own, beside a server on the same database.
let w: World;
let dir: string;
beforeAll(async () => {
  w = await world();
  dir = await mkdtemp(join(tmpdir(), 'trunkline-cli-'));
});
afterAll(async () => {
  await w.close();
  await rm(dir, { recursive: true, force: true });
});

const node = join(import.meta.dirname, '../../node_modules/.bin/node');
/** What a command says, and where it fails, what it complains of. */
async function trunkline(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: w.databaseUrl,
    DATA_DIR: dir,
    CARRIER: 'twilio',
    TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
    TWILIO_AUTH_TOKEN: 'unused',
  };
  try {
    const { stdout, stderr } = await promisify(execFile)(node, [join(import.meta.dirname, 'main.ts'), ...words], {
      env,
    });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }; // as execFile rejects
    return { code, out: stdout, err: stderr };
  }
}
const json = async (...words: string[]) => JSON.parse((await trunkline(...words, '--json')).out);
const refusal = async (...words: string[]) => {
  const { code, out, err } = await trunkline(...words);
  expect([code, out]).toEqual([1, '']);
  return err.trim();
};

test('plans lists the catalogue, and what is edited is in force at once', { timeout: 90_000 }, async () => {
  const ada = await w.line({ plan: 'lite' });
  const list = await trunkline('plans');
  expect(list.out).toMatch(/lite {7}Lite\n +\$19\.00 a month, \$219\.00 a year\n/);
  expect(list.out).toContain('minutes 250, then $2.50 for 100');
  const edited = await json(
    'plans',
    '--edit',
    'lite',
    '--messages',
    '700',
    '--minutes-over',
    '300',
    '--monthly',
    '2100',
  );
  expect(edited.find((one: { id: string }) => one.id === 'lite')).toMatchObject({
    monthlyCents: 2100,
    meters: { messages: { allowance: 700 }, minutes: { allowance: 100, overCentsPer100: 300 } },
  });
  expect((await ada.call(plan.read)).body).toMatchObject({
    plan: { id: 'lite', monthlyCents: 2100 },
    meters: [{ allowance: 700 }, { overCentsPer100: 300 }, {}, {}],
  });
  const added = ['--edit', 'team', '--name', 'Team', '--monthly', '4500', '--place', '3', '--messages', '-1'];
  expect((await trunkline('plans', ...added)).out).toContain('The plan was added.');
  expect(await quote(ada, { plan: 'team', interval: 'month' })).toMatchObject({ toPlan: 'Team', renewalCents: 4500 });
  await trunkline('plans', '--edit', 'team', '--retire');
  expect((await ada.call(billing.quote, { body: { plan: 'team', interval: 'month' } })).body.code).toBe(
    'billing.plan_unknown',
  );
  expect(await refusal('plans', '--edit', 'lite', '--messages', 'many')).toBe(
    '--messages is a whole number, or −1 for unlimited.',
  );
  expect(await refusal('plans', '--edit', 'nope', '--messages', '5')).toBe(
    'There is no plan nope. To add it, give it a name.',
  );
});

test('packs lists the one-time messages, and what is edited is sold so from then on', { timeout: 90_000 }, async () => {
  const ada = await w.line({ plan: 'trial' });
  await buy(ada, { plan: 'starter', interval: 'month' });
  expect((await trunkline('packs')).out.trimEnd().split('\n')).toEqual([
    '    500 messages  $15.00',
    '   1000 messages  $28.00',
    '   1500 messages  $39.00',
    '   2000 messages  $48.00',
  ]);
  const old = await quote(ada, { packMessages: 500 });
  expect((await trunkline('packs', '--messages', '500', '--cents', '1700')).out).toContain('The pack was edited.');
  // A price that changed is not charged: the quote that was made before is refused.
  expect((await ada.call(billing.confirm, { body: { token: old.token } })).body.code).toBe('billing.quote_stale');
  expect(await quote(ada, { packMessages: 500 })).toMatchObject({ nowCents: 1700 });
  await buy(ada, { packMessages: 2000 });
  expect(await json('packs', '--messages', '100', '--cents', '400')).toContainEqual({ messages: 100, cents: 400 });
  expect(await json('packs', '--messages', '2000', '--remove')).toHaveLength(4);
  const { packs, bought } = (await ada.call(billing.read)).body;
  expect(packs.map((one: { messages: number }) => one.messages)).toEqual([100, 500, 1000, 1500]);
  expect(bought).toMatchObject([{ messages: 2000 }]);
  expect((await ada.call(billing.quote, { body: { packMessages: 2000 } })).body.code).toBe('billing.pack_unknown');
  expect(await refusal('packs', '--messages', '2000', '--remove')).toBe('There is no pack of 2000 messages.');
  expect(await refusal('packs', '--messages', '500', '--cents', '0')).toMatch(/^--cents is the price/);
  expect(await refusal('packs', '--cents', '500')).toMatch(/^--messages is a whole number/);
});

test('set-plan gives a company another plan at once and without a bill', { timeout: 60_000 }, async () => {
  const ada = await w.line({ plan: 'trial' });
  expect(await json('set-plan', '--username', ada.username, '--plan', 'unlimited')).toEqual({
    company_id: ada.companyId,
    plan: 'unlimited',
  });
  expect((await ada.call(plan.read)).body.plan).toMatchObject({ id: 'unlimited', monthlyCents: null, endsAt: null });
  expect((await ada.call(billing.invoices)).body.invoices).toEqual([]);
  expect(await refusal('set-plan', '--username', ada.username, '--plan', 'nope')).toMatch(
    /^--plan is one of trial, lite/,
  );
  expect(await refusal('set-plan', '--username', 'nobody.at.all', '--plan', 'lite')).toBe(
    'No line signs in as nobody.at.all.',
  );
});

test('mark-paid marks an invoice that was paid outside, once', { timeout: 60_000 }, async () => {
  const ada = await w.line({ plan: 'trial' });
  await buy(ada, { plan: 'starter', interval: 'month' });
  const words = ['mark-paid', '--username', ada.username, '--invoice', '1'];
  expect((await trunkline(...words)).out).toBe('Invoice 1 over $52.00 is marked as paid.\n');
  expect((await ada.call(billing.invoices)).body.invoices).toMatchObject([{ number: 1, status: 'paid' }]);
  expect(await refusal(...words)).toMatch(/paid/);
  expect(await refusal('mark-paid', '--username', ada.username, '--invoice', '2')).not.toBe('');
  expect(await refusal('mark-paid', '--username', ada.username, '--invoice', 'one')).toBe(
    '--invoice is the number of an invoice.',
  );
});
