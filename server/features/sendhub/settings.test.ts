import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageSettings } from '#contract/message-settings.ts';
import { settings } from '#contract/settings.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

type Ada = Awaited<ReturnType<World['line']>>;
const ask = (ada: Ada, method: 'GET' | 'PUT', payload?: object) =>
  w.app.inject({
    method,
    url: `/v1/settings?${new URLSearchParams({ username: ada.username, api_key: ada.apiKey })}`,
    ...(payload && { payload }),
  });

test('a change on the page shows in the API and the other way round, at once and with the same checks', async () => {
  const ada = await w.line();
  const shown = async () => (await ask(ada, 'GET')).json();
  await ada.call(settings.changeName, { body: { name: 'Ada King' } });
  await ada.call(settings.changePreferences, {
    body: { set: { emailNotifications: false, soundNotifications: false } },
  });
  await ada.call(messageSettings.change, { body: { set: { signature: '— A. K.' } } });
  expect(await shown()).toMatchObject({
    name: 'Ada King',
    email_calling_notifications: false,
    sound_notifications: false,
    signature: '— A. K.',
  });

  const put = await ask(ada, 'PUT', {
    name: 'Ada Byron',
    email_calling_notifications: 'true',
    signature: '',
    automated_sms_response: 'Back at nine',
    month_start: '2001-01-01',
    api_key: 'not mine to write',
  });
  expect(put.statusCode).toBe(200);
  expect((await ada.call(settings.read)).body).toMatchObject({
    name: 'Ada Byron',
    emailNotifications: true,
    soundNotifications: false,
  });
  expect((await ada.call(messageSettings.read)).body).toMatchObject({
    signature: null,
    autoResponse: { on: true, text: 'Back at nine' },
  });
  expect(await shown()).toMatchObject({ name: 'Ada Byron', api_key: ada.apiKey });

  const tooLong = 'x'.repeat(161);
  expect((await ask(ada, 'PUT', { automated_sms_response: tooLong })).json()).toMatchObject({
    status: 400,
    automated_sms_response: [expect.any(String)],
  });
  expect((await ask(ada, 'PUT', { name: ' ' })).json()).toMatchObject({ status: 400, name: [expect.any(String)] });
  expect(await shown()).toMatchObject({ name: 'Ada Byron', automated_sms_response: 'Back at nine' });
});

test('a number written by an integration waits for its code, which the person types on My Settings', async () => {
  const ada = await w.line();
  const number = freshNumber();
  const put = await ask(ada, 'PUT', { phone_number: number });
  expect(put.json()).toMatchObject({ phone_number: ada.cell, pending_phone_number: number });

  const verified = await ada.call(settings.verifyCell, { body: { code: await w.codeTextedTo(number) } });
  expect(verified).toMatchObject({ status: 200, body: { cell: { number, waiting: null } } });
  expect((await ask(ada, 'GET')).json()).toMatchObject({ phone_number: number, pending_phone_number: '' });
});

test('a code that a key asked for is no good on another line', async () => {
  const ada = await w.line();
  const bob = await w.line();
  const number = freshNumber();
  await ask(ada, 'PUT', { phone_number: number });
  const code = await w.codeTextedTo(number);
  await bob.call(settings.proposeCell, { body: { number: freshNumber() } });
  expect((await bob.call(settings.verifyCell, { body: { code } })).status).toBe(422);
  expect((await bob.call(settings.read)).body.cell.number).toBe(bob.cell);
});

test('two-step verification shows: whether the line has it, and whether its company asks for it', async () => {
  const ada = await w.line();
  expect((await ask(ada, 'GET')).json()).toMatchObject({ mfa_enabled: false, mfa_enforced: false });
  await w.pool.query('update company set second_factor_required = true where id = $1', [ada.companyId]);
  expect((await ask(ada, 'GET')).json()).toMatchObject({ mfa_enabled: false, mfa_enforced: true });
});

test('answers are data: nothing in them may be run, framed, guessed at or stored, and pages of others may read them', async () => {
  const { headers } = await ask(await w.line(), 'GET');
  expect(headers).toMatchObject({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
  });
});

test('of settings one of which is refused none is kept, and no code is on its way', async () => {
  const ada = await w.line();
  await w.drainJobs();
  const before = (await ask(ada, 'GET')).json();
  const sent = w.carrier.orders.length;
  const put = await ask(ada, 'PUT', {
    name: 'Ada Byron',
    desktop_notifications: !before.desktop_notifications,
    signature: '— A. B.',
    mask_caller_id: true,
    phone_number: '911',
  });
  expect(put.json()).toMatchObject({ status: 400 });
  const same = ['name', 'desktop_notifications', 'signature', 'mask_caller_id', 'phone_number', 'pending_phone_number'];
  const after = (await ask(ada, 'GET')).json();
  for (const name of same) expect([name, after[name]]).toEqual([name, before[name]]);
  await w.drainJobs();
  expect(w.carrier.orders).toHaveLength(sent);
});
