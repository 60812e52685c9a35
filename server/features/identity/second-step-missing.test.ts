import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { company } from '#contract/company.ts';
import { factors } from '#contract/factors.ts';
import { identity } from '#contract/identity.ts';
import { lines } from '#contract/lines.ts';
import { settings } from '#contract/settings.ts';
import { hours, seconds } from '#server/platform/clock.ts';
import { password, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(async () => {
  w.clock.advance(hours(1));
  await w.pool.query('delete from limit_window');
});

type Person = Pick<Awaited<ReturnType<World['line']>>, 'call'>;
const policy = (secondFactorRequired: boolean) => ({ body: { secondFactorRequired, retentionMonths: null } });
const refused = { status: 403, body: { code: 'identity.second_step_missing' } };

async function setUp(who: Person) {
  const { secret } = (await who.call(factors.startApp)).body;
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: w.clock.now().getTime() });
  const made = await who.call(factors.finishApp, { body: { name: 'Phone', code } });
  w.clock.advance(seconds(31));
  return made;
}

test('who has no second step where the company asks for one sets it up before anything else opens', async () => {
  const ada = await w.line();
  const bob = await w.colleague(ada);
  await setUp(ada);
  expect((await ada.call(company.read)).body.secondFactorMissing).toBe(1);
  expect((await ada.call(company.changePolicy, policy(true))).status).toBe(200);
  // His open page learns it at the next call, and who he is he may still ask.
  expect(await bob.call(settings.read)).toMatchObject(refused);
  expect((await bob.call(identity.me)).body.secondStepMissing).toBe(true);
  expect(await bob.call(settings.changeName, { body: { name: 'Robert' } })).toMatchObject(refused);
  expect((await w.request(identity.signIn, { body: { username: bob.username, password } })).body).toMatchObject({
    secondStepMissing: true,
  });
  const again = await w.signIn(bob.username);
  expect(await again.call(settings.read)).toMatchObject(refused);
  expect((await setUp(again)).status).toBe(200);
  expect((await again.call(settings.read)).status).toBe(200);
  expect((await again.call(identity.me)).body.secondStepMissing).toBe(false);
  expect((await ada.call(company.read)).body.secondFactorMissing).toBe(0);
});

test('API keys go on working meanwhile; a password alone opens the API no more', async () => {
  const ada = await w.line();
  const basic = (secret: string) =>
    w.app.inject({
      url: '/v1/contacts/',
      headers: { authorization: `Basic ${Buffer.from(`${ada.username}:${secret}`).toString('base64')}` },
    });
  expect((await basic(password)).statusCode).toBe(200);
  await ada.call(company.changePolicy, policy(true));
  const key = { authorization: `Bearer ${ada.apiKey}` };
  expect((await w.request(settings.read, { headers: key })).status).toBe(200);
  expect((await basic(ada.apiKey)).statusCode).toBe(200);
  await expect.poll(async () => (await basic(password)).statusCode).toBe(401);
});

test('whoever joins by an invitation is asked for it at once', async () => {
  const ada = await w.line();
  await setUp(ada);
  await ada.call(company.changePolicy, policy(true));
  const to = `grace.${ada.lineId}@example.com`;
  await ada.call(lines.invite, { body: { name: 'Grace', to, roles: ['member'] } });
  await w.drainJobs();
  const token = /\/join#([\w-]+)/.exec(w.mails().findLast((mail) => mail.to === to)?.text ?? '')?.[1] ?? '';
  const typed = { name: 'Grace', username: `grace${ada.lineId}`, password: 'navy compiler nanosecond 11' };
  const joined = await w.request(lines.acceptInvitation, { body: { token, ...typed } });
  expect(joined.body).toMatchObject({ secondStepMissing: true });
  expect(await w.request(settings.read, {}, joined.cookie)).toMatchObject(refused);
});

test('an admin clears what a colleague lost: signed in by password, they set it up anew', async () => {
  const ada = await w.line();
  const bob = await w.colleague(ada);
  await setUp(ada);
  await setUp(bob);
  await ada.call(company.changePolicy, policy(true));
  const { body } = await ada.call(lines.list);
  const of = (id: string) => body.lines.find((one: { id: string }) => one.id === id);
  expect(of(bob.lineId).managed.hasSecondStep).toBe(true);
  const foreign = await w.line();
  const id = { params: { id: bob.lineId } };
  expect((await foreign.call(lines.clearSecondStep, id)).body.code).toBe('company.no_such_line');
  w.clock.advance(hours(1));
  expect((await ada.call(lines.clearSecondStep, id)).body.code).toBe('identity.proof_needed');
  await w.pool.query('update session set proven_at = $1', [w.clock.now()]);
  expect((await ada.call(lines.clearSecondStep, id)).status).toBe(200);
  expect((await bob.call(identity.me)).status).toBe(401);
  const entry = (await ada.call(company.audit)).body.entries[0];
  expect(entry).toMatchObject({ kind: 'factors.cleared', by: { name: ada.name }, about: { name: bob.name } });
  const again = await w.signIn(bob.username);
  expect(await again.call(settings.read)).toMatchObject(refused);
  expect((await setUp(again)).body.recoveryCodes).toHaveLength(8);
  await w.drainJobs();
  expect(w.mails().some(({ to, subject }) => to === bob.email && /was removed/.test(subject))).toBe(true);
});
