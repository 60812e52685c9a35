import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { factors } from '#contract/factors.ts';
import { identity } from '#contract/identity.ts';
import { settings } from '#contract/settings.ts';
import { hours, minutes, seconds } from '#server/platform/clock.ts';
import { password, type World, world } from '#test/world.ts';
import { clearFactors } from './remove-factor.ts';
import { company } from './tables.ts';
import { withLine } from './with-line.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.clock.advance(hours(1)));

type Ada = Awaited<ReturnType<World['line']>>;
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: w.clock.now().getTime() });
const wrong = (code: string) => (code === '111111' ? '222222' : '111111');

/** Somebody with an authenticator app; half a minute has passed, so its next code is a new one. */
async function withApp() {
  const ada = await w.line();
  const { secret } = (await ada.call(factors.startApp)).body;
  const added = await ada.call(factors.finishApp, { body: { name: 'My phone', code: codeOf(secret) } });
  expect(added.status).toBe(200);
  w.clock.advance(seconds(31));
  return { ada, secret, codes: added.body.recoveryCodes as string[] };
}
const enter = (ada: Ada, typed = password) =>
  w.request(identity.signIn, { body: { username: ada.username, password: typed } });
const ticketOf = async (ada: Ada) => (await enter(ada)).body.detail.ticket as string;
const second = (ticket: string, proof: object) => w.request(factors.finishSignIn, { body: { ticket, proof } });

test('an app is kept once a code of it was typed; recovery codes come with it, once, and everybody is told', async () => {
  const ada = await w.line();
  const { secret, uri } = (await ada.call(factors.startApp)).body;
  expect(uri).toContain(`secret=${secret}`);
  const code = codeOf(secret);
  expect(await ada.call(factors.finishApp, { body: { name: 'My phone', code: wrong(code) } })).toMatchObject({
    status: 422,
    body: { code: 'identity.app_code_wrong', field: 'code' },
  });
  expect((await ada.call(factors.list)).body.factors).toEqual([]);
  const added = await ada.call(factors.finishApp, { body: { name: 'My phone', code } });
  expect(added.body).toMatchObject({ factors: [{ kind: 'app', name: 'My phone' }], recoveryCodesLeft: 8 });
  expect(new Set(added.body.recoveryCodes).size).toBe(8);
  expect((await ada.call(factors.list)).body).not.toHaveProperty('recoveryCodes');
  await w.drainJobs();
  expect(w.mails().some(({ to, subject }) => to === ada.email && /two-step/.test(subject))).toBe(true);
  expect(w.texts().some(({ to, text }) => to === ada.cell && /My phone/.test(text))).toBe(true);
  const stored =
    JSON.stringify(await w.pool.query('select * from factor')) +
    JSON.stringify(await w.pool.query('select * from recovery_code'));
  for (const told of [secret, ...added.body.recoveryCodes]) expect(stored).not.toContain(told);
});

test('a right password alone signs nobody in; with a code of the app it does, and the trail says so', async () => {
  const { ada, secret } = await withApp();
  const first = await enter(ada);
  expect(first).toMatchObject({
    status: 401,
    body: { code: 'identity.second_step_needed', detail: { methods: ['app', 'recovery'], passkey: null } },
  });
  expect(first.headers['set-cookie']).toBeUndefined();
  const done = await second(first.body.detail.ticket, { appCode: codeOf(secret) });
  expect(done.status).toBe(200);
  expect((await w.request(identity.me, {}, done.cookie)).body.line.username).toBe(ada.username);
  const trail = await w.pool.query('select proof from security_event where line_id = $1 and kind = $2', [
    ada.lineId,
    'session.started',
  ]);
  expect(trail.rows.some(({ proof }) => /^password and app /.test(proof))).toBe(true);
});

test('a wrong password says nothing of a second step', async () => {
  const { ada } = await withApp();
  expect((await enter(ada, 'not the password')).body).toMatchObject({ code: 'identity.wrong_credentials' });
});

test('a code of the app works once, also where two use it at the same moment', async () => {
  const { ada, secret } = await withApp();
  const tickets = [await ticketOf(ada), await ticketOf(ada), await ticketOf(ada)];
  const code = codeOf(secret);
  const replies = await Promise.all(tickets.map((ticket) => second(ticket, { appCode: code })));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
});

test('a ticket allows five tries, whoever makes them at once, and ten minutes', async () => {
  const { ada, secret } = await withApp();
  const ticket = await ticketOf(ada);
  const tries = await Promise.all(Array.from({ length: 40 }, () => second(ticket, { appCode: wrong(codeOf(secret)) })));
  expect(tries.filter(({ body }) => body.code === 'identity.app_code_wrong')).toHaveLength(5);
  expect(tries.filter(({ body }) => body.code === 'identity.ask_dead')).toHaveLength(35);
  expect((await second(ticket, { appCode: codeOf(secret) })).body.code).toBe('identity.ask_dead');
  const late = await ticketOf(ada);
  w.clock.advance(minutes(10) + 1);
  expect((await second(late, { appCode: codeOf(secret) })).body.code).toBe('identity.ask_dead');
});

test('new tickets bring no guesses back: twenty an hour, then even the right code waits', async () => {
  const { ada, secret } = await withApp();
  for (let round = 0; round < 4; round += 1) {
    const ticket = await ticketOf(ada);
    for (let n = 0; n < 5; n += 1) await second(ticket, { appCode: wrong(codeOf(secret)) });
  }
  expect(await second(await ticketOf(ada), { appCode: codeOf(secret) })).toMatchObject({
    status: 429,
    body: { code: 'identity.too_many_attempts' },
  });
});

test('a recovery code signs in once, however it is typed, and the owner is told', async () => {
  const { ada, codes } = await withApp();
  const typed = (codes[0] ?? '').toLowerCase().replaceAll('-', ' ');
  expect((await second(await ticketOf(ada), { recoveryCode: typed })).status).toBe(200);
  expect((await second(await ticketOf(ada), { recoveryCode: typed })).body).toMatchObject({
    code: 'identity.recovery_code_wrong',
  });
  expect((await ada.call(factors.list)).body.recoveryCodesLeft).toBe(7);
  await w.drainJobs();
  expect(w.mails().some(({ to, subject }) => to === ada.email && subject === 'A recovery code was used')).toBe(true);
});

test('a password reset by code does not get around the second step', async () => {
  const { ada, secret } = await withApp();
  const { ticket } = (await w.request(identity.forgotPassword, { body: { username: ada.username } })).body;
  const code = await w.codeTextedTo(String(ada.cell));
  const newPassword = 'another staple for the horse 77';
  const reset = await w.request(identity.finishForgotPassword, { body: { ticket, code, newPassword } });
  expect(reset.status).toBe(204);
  const entered = await enter(ada, newPassword);
  expect(entered.body.code).toBe('identity.second_step_needed');
  expect((await second(entered.body.detail.ticket, { appCode: codeOf(secret) })).status).toBe(200);
});

test('a ticket is void once the password changed', async () => {
  const { ada, secret } = await withApp();
  const before = await ticketOf(ada);
  const { ticket } = (await w.request(identity.forgotPassword, { body: { username: ada.username } })).body;
  const code = await w.codeTextedTo(String(ada.cell));
  await w.request(identity.finishForgotPassword, {
    body: { ticket, code, newPassword: 'another staple for the horse 77' },
  });
  expect((await second(before, { appCode: codeOf(secret) })).body.code).toBe('identity.ask_dead');
});

test('step-up asks for the strongest there is: the app, and no longer the password', async () => {
  const { ada, secret } = await withApp();
  w.clock.advance(minutes(30));
  expect((await ada.call(settings.showKey)).body).toMatchObject({
    code: 'identity.proof_needed',
    detail: { methods: ['app'] },
  });
  expect((await ada.call(factors.startProof)).body).toEqual({ methods: ['app', 'recovery'], passkey: null });
  expect((await ada.call(identity.prove, { body: { password } })).body.code).toBe('identity.proof_wrong');
  expect((await ada.call(settings.showKey)).status).toBe(403);
  expect((await ada.call(identity.prove, { body: { appCode: codeOf(secret) } })).status).toBe(200);
  expect((await ada.call(settings.showKey)).status).toBe(200);
});

test('a question put to one session is not answered by another', async () => {
  const { ada, secret } = await withApp();
  const { cookie } = await second(await ticketOf(ada), { appCode: codeOf(secret) });
  w.clock.advance(minutes(30));
  await ada.call(factors.startProof);
  const other = await w.request(identity.prove, { body: { appCode: codeOf(secret) } }, cookie);
  expect(other.body.code).toBe('identity.ask_dead');
});

test('the last way goes with its recovery codes, unless the company requires one', async () => {
  const { ada, codes } = await withApp();
  const [{ id }] = (await ada.call(factors.list)).body.factors;
  await w.db.update(company).set({ secondFactorRequired: true });
  expect((await ada.call(factors.remove, { params: { id } })).body.code).toBe('identity.factor_required');
  await w.db.update(company).set({ secondFactorRequired: false });
  expect((await ada.call(factors.remove, { params: { id } })).body).toMatchObject({
    factors: [],
    recoveryCodesLeft: 0,
  });
  expect((await enter(ada)).status).toBe(200);
  expect(codes).toHaveLength(8);
});

test('new recovery codes end the old ones', async () => {
  const { ada, codes } = await withApp();
  const renewed = await ada.call(factors.renewRecoveryCodes);
  expect(renewed.body.recoveryCodesLeft).toBe(8);
  expect((await second(await ticketOf(ada), { recoveryCode: codes[0] })).body.code).toBe(
    'identity.recovery_code_wrong',
  );
  expect((await second(await ticketOf(ada), { recoveryCode: renewed.body.recoveryCodes[0] })).status).toBe(200);
});

test('somebody who lost everything is let in by an admin: ways and sessions end, and they are told', async () => {
  const { ada } = await withApp();
  const admin = await w.colleague(ada, { roles: ['admin'] });
  const origin = { ip: '10.0.0.1', userAgent: 'test' };
  await withLine(w.db, ada, (tx, line) =>
    clearFactors(tx, w.deps, line, { companyId: ada.companyId, lineId: admin.lineId, origin }),
  );
  expect((await ada.call(identity.me)).status).toBe(401);
  expect((await enter(ada)).status).toBe(200);
  await w.drainJobs();
  expect(w.mails().some(({ to, subject }) => to === ada.email && /was removed/.test(subject))).toBe(true);
});

test('what is not a passkey of the line is refused, and says no more', async () => {
  const { ada } = await withApp();
  await ada.call(factors.startPasskey);
  const made = await ada.call(factors.finishPasskey, { body: { name: 'Key', passkey: { id: 'x', rawId: 'x' } } });
  expect(made).toMatchObject({ status: 422, body: { code: 'identity.passkey_refused' } });
  expect((await second(await ticketOf(ada), { passkey: { id: 'x' } })).body.code).toBe('identity.passkey_refused');
});
