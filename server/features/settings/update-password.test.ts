import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import { settings } from '#contract/settings.ts';
import { minutes } from '#server/platform/clock.ts';
import { freshNumber, password, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const newPassword = 'a wholly other phrase 77';
type Line = Awaited<ReturnType<World['line']>>;
const signsInWith = async (of: Line, typed: string) =>
  (await w.request(identity.signIn, { body: { username: of.username, password: typed } })).status === 200;
const codeFor = async (of: Line) => {
  await of.call(settings.sendPasswordCode);
  return w.codeTextedTo(of.cell as PhoneNumber); // lines of these tests have one
};

test('a reset code goes to the cell, and with it the password is updated', async () => {
  const ada = await w.line();
  const sent = await ada.call(settings.sendPasswordCode);
  expect(sent).toMatchObject({
    status: 202,
    body: { password: { codeGoesTo: { channel: 'text' }, waiting: { triesLeft: 5 } } },
  });
  expect(sent.body.password.waiting.target).toBe(`••• ${String(ada.cell).slice(-4)}`);

  const updated = await ada.call(settings.updatePassword, {
    body: { code: await w.codeTextedTo(String(ada.cell)), newPassword, endOtherSessions: true },
  });

  expect(updated).toMatchObject({
    status: 200,
    body: { password: { changedAt: w.clock.now().toISOString(), waiting: null } },
  });
  expect(await signsInWith(ada, newPassword)).toBe(true);
  expect(await signsInWith(ada, password)).toBe(false);
  await w.drainJobs();
  expect(w.mails().findLast((mail) => mail.to === ada.email)?.subject).toBe('Your password was changed');
  expect(w.texts().findLast((text) => text.to === ada.cell)?.text).toContain('was changed');
});

test('without a cell the code goes to the address, with neither only the current password works', async () => {
  const ada = await w.line({ cell: null });
  expect((await ada.call(settings.sendPasswordCode)).body.password.codeGoesTo).toMatchObject({ channel: 'mail' });
  await w.drainJobs();
  const code = /\b(\d{6})\b/.exec(w.mails().findLast((mail) => mail.to === ada.email)?.text ?? '')?.[1] ?? '';
  expect(
    (await ada.call(settings.updatePassword, { body: { code, newPassword, endOtherSessions: true } })).status,
  ).toBe(200);

  const bare = await w.line({ cell: null, email: null });
  expect(await bare.call(settings.sendPasswordCode)).toMatchObject({
    status: 409,
    body: { code: 'settings.no_channel' },
  });
  expect(
    (
      await bare.call(settings.updatePassword, {
        body: { currentPassword: password, newPassword, endOtherSessions: true },
      })
    ).status,
  ).toBe(200);
});

test('other sessions end where that is ticked, and only there', async () => {
  const ada = await w.line();
  const other = await w.signIn(ada.username);
  expect((await ada.call(settings.read)).body.password.otherSessions).toBe(1);
  await ada.call(settings.updatePassword, {
    body: { currentPassword: password, newPassword, endOtherSessions: false },
  });
  expect((await other.call(settings.read)).status).toBe(200);
  await ada.call(settings.updatePassword, {
    body: { currentPassword: newPassword, newPassword: password, endOtherSessions: true },
  });
  expect(await other.call(settings.read)).toMatchObject({ status: 401, body: { code: 'identity.sign_in_needed' } });
  expect((await ada.call(settings.read)).body.password.otherSessions).toBe(0);
});

test('a wrong current password changes nothing, and cannot be guessed for long', async () => {
  const ada = await w.line();
  const body = { currentPassword: 'not what it is', newPassword, endOtherSessions: true };
  expect(await ada.call(settings.updatePassword, { body })).toMatchObject({
    status: 422,
    body: { code: 'identity.wrong_password', field: 'currentPassword' },
  });
  for (let n = 1; n < 20; n += 1) await ada.call(settings.updatePassword, { body });
  expect(await ada.call(settings.updatePassword, { body: { ...body, currentPassword: password } })).toMatchObject({
    status: 429,
    body: { code: 'identity.too_many_attempts' },
  });
  expect(await signsInWith(ada, password)).toBe(true);
});

test.each([
  ['neither', {}],
  ['both', { code: '123456', currentPassword: password }],
  ['an empty one', { code: '' }],
])('a reset code or the current password: %s is refused', async (_, proof) => {
  const ada = await w.line();
  expect(
    await ada.call(settings.updatePassword, { body: { ...proof, newPassword, endOtherSessions: true } }),
  ).toMatchObject({ status: 422, body: { code: 'settings.password_proof' } });
});

test.each([
  ['7 characters', 'xK9#qL2', 'identity.password_short'],
  ['257 characters', 'xK9#qL2.'.repeat(33), 'identity.password_long'],
  ['one on the lists', 'password1', 'identity.password_breached'],
  ['an easy one', 'trunkline2024', 'identity.password_guessable'],
])('a new password of %s is refused beside the field without costing a try', async (_, weak, code) => {
  const ada = await w.line();
  const typed = await codeFor(ada);
  expect(
    await ada.call(settings.updatePassword, { body: { code: typed, newPassword: weak, endOtherSessions: true } }),
  ).toMatchObject({ status: 422, body: { code, field: 'newPassword' } });
  expect((await ada.call(settings.read)).body.password.waiting.triesLeft).toBe(5);
  expect(
    (await ada.call(settings.updatePassword, { body: { code: typed, newPassword, endOtherSessions: true } })).status,
  ).toBe(200);
});

test('that a password is the one of now is told to nobody who has not proven themselves', async () => {
  const ada = await w.line();
  const code = await codeFor(ada);
  const body = { newPassword: password, endOtherSessions: true };
  expect(
    await ada.call(settings.updatePassword, { body: { ...body, code: code === '111111' ? '222222' : '111111' } }),
  ).toMatchObject({ body: { code: 'identity.code_wrong' } });
  expect(await ada.call(settings.updatePassword, { body: { ...body, code } })).toMatchObject({
    status: 422,
    body: { code: 'identity.password_same', field: 'newPassword' },
  });
  expect(
    (await ada.call(settings.updatePassword, { body: { code, newPassword, endOtherSessions: true } })).status,
  ).toBe(200);
});

test('a code that was cancelled, used, or has run out is refused', async () => {
  const ada = await w.line();
  const body = async (code: string) => ({ code, newPassword, endOtherSessions: true });
  const cancelled = await codeFor(ada);
  expect((await ada.call(settings.cancelPasswordCode)).body.password.waiting).toBeNull();
  expect(await ada.call(settings.cancelPasswordCode)).toMatchObject({
    status: 409,
    body: { code: 'settings.nothing_waiting' },
  });
  expect(await ada.call(settings.updatePassword, { body: await body(cancelled) })).toMatchObject({
    status: 422,
    body: { code: 'identity.code_none' },
  });

  w.clock.advance(minutes(1));
  const late = await codeFor(ada);
  w.clock.advance(minutes(10));
  expect(await ada.call(settings.updatePassword, { body: await body(late) })).toMatchObject({
    status: 422,
    body: { code: 'identity.code_expired' },
  });
  expect((await ada.call(settings.read)).body.password.waiting).toBeNull();

  const code = await codeFor(ada);
  expect((await ada.call(settings.updatePassword, { body: await body(code) })).status).toBe(200);
  expect(
    await ada.call(settings.updatePassword, { body: { ...(await body(code)), newPassword: 'yet another phrase 99' } }),
  ).toMatchObject({ status: 422, body: { code: 'identity.code_none' } });
});

test('a new password makes what was proposed before it worthless', async () => {
  const ada = await w.line();
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  const code = await w.codeTextedTo(number);
  await ada.call(settings.updatePassword, { body: { currentPassword: password, newPassword, endOtherSessions: true } });
  expect(await ada.call(settings.verifyCell, { body: { code } })).toMatchObject({
    status: 409,
    body: { code: 'settings.nothing_waiting' },
  });
  expect((await ada.call(settings.read)).body.cell).toMatchObject({ number: ada.cell, waiting: null });
});

test('no more than five codes an hour go to one number', async () => {
  const ada = await w.line();
  const statuses = [];
  for (let n = 0; n < 6; n += 1) {
    statuses.push((await ada.call(settings.sendPasswordCode)).status);
    w.clock.advance(minutes(1));
  }
  expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
});
