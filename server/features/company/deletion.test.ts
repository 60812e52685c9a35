import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archives } from '#contract/archives.ts';
import { company } from '#contract/company.ts';
import { deletion } from '#contract/deletion.ts';
import { identity } from '#contract/identity.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import { lines } from '#contract/lines.ts';
import { settings } from '#contract/settings.ts';
import { CarrierDownError } from '#server/carriers/carrier.ts';
import { days, minutes } from '#server/platform/clock.ts';
import { password, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const start = { reason: 'closing', comment: 'Thank you', password };

test('everybody reads what it is about; only admins have the button, and it asks for the password', async () => {
  const ada = await w.line({ company: 'Engines' });
  const bob = await w.colleague(ada);
  expect((await bob.call(deletion.read)).body).toMatchObject({
    company: 'Engines',
    allowed: false,
    admins: [ada.name],
    goes: null,
  });
  expect((await bob.call(deletion.start, { body: start })).body.code).toBe('identity.not_allowed');
  const rehearsal = (await ada.call(deletion.read)).body;
  expect(rehearsal.goes.lines).toHaveLength(2);
  expect(rehearsal.goes.rows).toMatchObject({ line: 2, api_key: 2 });
  expect((await ada.call(deletion.start, { body: { ...start, password: 'wrong' } })).body.code).toBe(
    'identity.wrong_password',
  );
  expect((await ada.call(deletion.start, { body: start })).body.planned).toMatchObject({
    startedBy: ada.name,
    begun: false,
  });
  expect((await ada.call(deletion.start, { body: start })).body.code).toBe('company.deletion_planned');
  await w.drainJobs();
  expect((await ada.call(identity.me)).status).toBe(200);
  expect(w.mails().some((mail) => mail.to === ada.email && /will be deleted/.test(mail.subject))).toBe(true);
});

test('another admin keeps it; what was planned never runs', async () => {
  const ada = await w.line();
  const bob = await w.colleague(ada, { roles: ['admin'] });
  await ada.call(deletion.start, { body: start });
  expect((await bob.call(deletion.keep)).body.planned).toBeNull();
  expect((await ada.call(deletion.keep)).body.code).toBe('company.deletion_not_planned');
  w.clock.advance(days(5) + minutes(1));
  await w.drainJobs();
  expect((await (await w.signIn(ada.username)).call(identity.me)).status).toBe(200);
});

test('kept on the last second, or begun: one of the two, never half', { timeout: 120_000 }, async () => {
  const outcomes = new Set<string>();
  for (let trial = 0; trial < 5; trial += 1) {
    const ada = await w.line();
    await w.drainJobs();
    await ada.call(deletion.start, { body: start });
    w.clock.advance(days(5) + minutes(1));
    const admin = await w.signIn(ada.username);
    const [kept] = await Promise.all([
      new Promise((wait) => setTimeout(wait, trial * 10)).then(() => admin.call(deletion.keep)),
      w.drainJobs(1),
    ]);
    await w.drainJobs();
    const left = await w.pool.query('select 1 from company where id = $1', [ada.companyId]);
    expect(left.rowCount).toBe(kept.status === 200 ? 1 : 0);
    outcomes.add(kept.status === 200 ? 'kept' : kept.body.code);
  }
  for (const outcome of outcomes)
    expect(['kept', 'company.deletion_begun', 'identity.sign_in_needed', 'identity.not_allowed']).toContain(outcome);
});

test('kept during its first step: refused, since nobody is signed in any more, and it goes on to its end', async () => {
  const ada = await w.line();
  await w.drainJobs();
  await ada.call(deletion.start, { body: start });
  w.clock.advance(days(5) + minutes(1));
  const admin = await w.signIn(ada.username);
  const { releaseNumber } = w.carrier;
  let kept: Awaited<ReturnType<typeof admin.call>> | undefined;
  w.carrier.releaseNumber = async (number) => {
    kept ??= await admin.call(deletion.keep);
    await releaseNumber(number);
  };
  await w.drainJobs();
  w.carrier.releaseNumber = releaseNumber;
  expect(kept).toMatchObject({ status: 401, body: { code: 'identity.sign_in_needed' } });
  expect((await w.pool.query('select 1 from company where id = $1', [ada.companyId])).rowCount).toBe(0);
});

describe('on the day', () => {
  /** A company with something in every corner this feature and those below it know of. */
  async function full() {
    const ada = await w.line({ company: `Gone ${Math.random()}` });
    const bob = await w.colleague(ada);
    await w.drainJobs();
    await ada.call(lines.invite, { body: { name: 'Grace', to: `grace.${ada.lineId}@example.com`, roles: ['member'] } });
    await ada.call(settings.proposeEmail, { body: { email: `new.${ada.lineId}@example.com` } });
    await ada.call(settings.makeKey, { body: { name: 'Export', scopes: ['settings:read'], expiresInDays: null } });
    await bob.call(settings.changeUsername, { body: { username: `renamed${bob.lineId}` } });
    await ada.call(company.changeBillingContact, {
      body: { contact: { name: 'Ada', email: `bills.${ada.lineId}@example.com` } },
    });
    const picture = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const boundary = 'x';
    await ada.call(settings.uploadPicture, {
      raw: {
        type: `multipart/form-data; boundary=${boundary}`,
        payload: Buffer.concat([
          Buffer.from(
            `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`,
          ),
          picture,
          Buffer.from(`\r\n--${boundary}--\r\n`),
        ]),
      },
    });
    const [offer] = (await ada.call(company.offers)).body;
    await ada.call(company.takeNumber, { body: { number: offer.number } });
    await ada.call(archives.make, { body: { of: 'company' } });
    await w.drainJobs();
    await w.request(identity.forgotPassword, { body: { username: bob.username } });
    await w.drainJobs();
    const numbers = (await ada.call(company.numbers)).body.map(
      (one: { number: string }) => one.number,
    ) as PhoneNumber[];
    return { ada, bob, numbers };
  }

  test('numbers go back to the carrier, files and rows go, and nothing is left but the record', {
    timeout: 60_000,
  }, async () => {
    const { ada, bob, numbers } = await full();
    const { rows: pictures } = await w.pool.query('select picture from line where id = $1', [ada.lineId]);
    await ada.call(deletion.start, { body: start });
    w.clock.advance(days(5) + minutes(1));
    await w.drainJobs();
    const traces = [
      ada.companyId,
      ada.lineId,
      bob.lineId,
      ada.email ?? '',
      bob.email ?? '',
      ada.cell ?? '',
      bob.cell ?? '',
      ada.username,
      bob.username,
      `grace.${ada.lineId}`,
      ...numbers,
    ];
    expect(await tracesOf(traces)).toEqual([`public.company_deletion: ${ada.companyId}`]);
    const { rows } = await w.pool.query('select * from company_deletion where company_id = $1', [ada.companyId]);
    expect(rows[0]).toMatchObject({
      state: 'done',
      started_by: null,
      comment: null,
      steps: { numbers: numbers.length, files: 2 },
    });
    expect((await w.carrier.listNumbers()).filter((one) => numbers.includes(one.number))).toEqual([]);
    expect(await w.deps.files.get(`pictures/${pictures[0]?.picture}/64.webp`)).toBeUndefined();
    expect((await ada.call(identity.me)).status).toBe(401);
    await expect(w.signIn(ada.username)).rejects.toThrow('wrong_credentials');
    // The name is free again.
    expect((await w.line({ username: ada.username })).username).toBe(ada.username);
  });

  test('a carrier that is down keeps it waiting, not lost, and nobody can sign in meanwhile', async () => {
    const { ada, numbers } = await full();
    await ada.call(deletion.start, { body: start });
    w.clock.advance(days(5) + minutes(1));
    const { releaseNumber } = w.carrier;
    w.carrier.releaseNumber = () => Promise.reject(new CarrierDownError('down'));
    await w.drainJobs(3);
    expect(
      (await w.pool.query('select state from company_deletion where company_id = $1', [ada.companyId])).rows[0].state,
    ).toBe('running');
    await expect(w.signIn(ada.username)).rejects.toThrow('suspended');
    const released: string[] = [];
    w.carrier.releaseNumber = async (number) => {
      released.push(number);
      await releaseNumber(number);
    };
    await w.drainJobs();
    w.carrier.releaseNumber = releaseNumber;
    expect(released.sort()).toEqual([...numbers].sort());
    expect((await w.pool.query('select 1 from company where id = $1', [ada.companyId])).rowCount).toBe(0);
  });

  /** Every table of the database read whole, for any of these words. What stands in for other people's mailboxes is theirs. */
  async function tracesOf(words: readonly string[]): Promise<string[]> {
    const { rows: tables } = await w.pool.query<{ name: string }>(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'graphile_worker') and tablename <> 'mailbox_mail'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      for (const word of words) {
        const { rows } = await w.pool.query(
          `select 1 from ${name} t where strpos(row_to_json(t)::text, $1) > 0 limit 1`,
          [word],
        );
        if (rows.length > 0) found.push(`${name}: ${word}`);
      }
    }
    return found;
  }
});
