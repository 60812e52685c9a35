import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { settings } from '#contract/settings.ts';
import { days, hours, minutes, seconds } from '#server/platform/clock.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

let n = 0;
const freshAddress = () => `new${n++}.${process.pid}@example.com`;

test('a new address counts once its link was used; until then the old one stays', async () => {
  const ada = await w.line();
  const email = freshAddress();
  expect(await ada.call(settings.proposeEmail, { body: { email: ` ${email.toUpperCase()} ` } })).toMatchObject({
    status: 202,
    body: { email: { address: ada.email, waiting: { target: email } } },
  });
  const token = await w.linkMailedTo(email);
  expect((await w.request(identity.useLink, { body: { token, does: 'confirm-email' } })).status).toBe(200);
  expect((await ada.call(settings.read)).body.email).toEqual({
    address: email,
    verifiedAt: w.clock.now().toISOString(),
    waiting: null,
  });
});

test('the old address can stop the change, and for 7 days undo it', async () => {
  const ada = await w.line();
  const oldAddress = String(ada.email);
  await ada.call(settings.proposeEmail, { body: { email: freshAddress() } });
  const stop = await w.linkMailedTo(oldAddress);
  await w.request(identity.useLink, { body: { token: stop, does: 'cancel-change' } });
  const again = await w.signIn(ada.username);
  expect((await again.call(settings.read)).body.email).toMatchObject({ address: oldAddress, waiting: null });

  const email = freshAddress();
  w.clock.advance(minutes(1));
  await again.call(settings.proposeEmail, { body: { email } });
  await w.request(identity.useLink, { body: { token: await w.linkMailedTo(email), does: 'confirm-email' } });
  const undo = await w.linkMailedTo(oldAddress, /changed/);
  w.clock.advance(days(7) - 1);
  expect((await w.request(identity.useLink, { body: { token: undo, does: 'undo-change' } })).status).toBe(200);
  const back = await w.signIn(ada.username);
  expect((await back.call(settings.read)).body.email.address).toBe(oldAddress);
});

test('taking an address change back stops the keys made since, and the line still has one of its own', async () => {
  const ada = await w.line();
  const email = freshAddress();
  await ada.call(settings.proposeEmail, { body: { email } });
  await w.request(identity.useLink, { body: { token: await w.linkMailedTo(email), does: 'confirm-email' } });
  w.clock.advance(seconds(5));
  const thiefs = (await ada.call(settings.rotateKey, { body: { oldKeyHours: 0 } })).body.key;
  await w.request(identity.useLink, {
    body: { token: await w.linkMailedTo(String(ada.email), /changed/), does: 'undo-change' },
  });
  const back = await w.signIn(ada.username);
  const { key } = (await back.call(settings.showKey)).body;
  expect(key).not.toBe(thiefs);
  const withKey = (of: string) => w.request(settings.read, { headers: { authorization: `Bearer ${of}` } });
  expect((await withKey(thiefs)).status).toBe(401);
  expect((await withKey(key)).status).toBe(200);
});

test.each(['', 'ada', 'ada@', 'ada@@example.com', 'a b@example.com', '<ada@example.com>'])(
  '%j is refused beside the field',
  async (email) => {
    const ada = await w.line();
    expect(await ada.call(settings.proposeEmail, { body: { email } })).toMatchObject({
      status: 422,
      body: { code: 'identity.email_shape', field: 'email' },
    });
  },
);

test('the address one has now, and one of another line, are refused', async () => {
  const ada = await w.line();
  const bob = await w.line();
  expect(await ada.call(settings.proposeEmail, { body: { email: String(ada.email) } })).toMatchObject({
    status: 422,
    body: { code: 'settings.email_same', field: 'email' },
  });
  expect(await ada.call(settings.proposeEmail, { body: { email: String(bob.email).toUpperCase() } })).toMatchObject({
    status: 409,
    body: { code: 'identity.email_taken', field: 'email' },
  });
});

test('of two lines that want one address, the second to confirm is refused', async () => {
  const [ada, bob] = [await w.line(), await w.line()];
  const email = freshAddress();
  await ada.call(settings.proposeEmail, { body: { email } });
  const adas = await w.linkMailedTo(email);
  await bob.call(settings.proposeEmail, { body: { email } });
  const bobs = await w.linkMailedTo(email);
  expect((await w.request(identity.useLink, { body: { token: bobs, does: 'confirm-email' } })).status).toBe(200);
  expect(await w.request(identity.useLink, { body: { token: adas, does: 'confirm-email' } })).toMatchObject({
    status: 409,
    body: { code: 'identity.email_taken' },
  });
});

test('a resent link replaces the earlier one', async () => {
  const ada = await w.line();
  const email = freshAddress();
  await ada.call(settings.proposeEmail, { body: { email } });
  const first = await w.linkMailedTo(email);
  expect(await ada.call(settings.resendEmail)).toMatchObject({
    status: 429,
    body: { code: 'identity.codes_too_soon' },
  });
  w.clock.advance(seconds(31));
  expect((await ada.call(settings.resendEmail)).status).toBe(202);
  const second = await w.linkMailedTo(email);
  expect(await w.request(identity.useLink, { body: { token: first, does: 'confirm-email' } })).toMatchObject({
    status: 410,
    body: { code: 'identity.link_dead' },
  });
  expect((await w.request(identity.useLink, { body: { token: second, does: 'confirm-email' } })).status).toBe(200);
});

test('a cancelled or outdated link is dead', async () => {
  const ada = await w.line();
  const email = freshAddress();
  await ada.call(settings.proposeEmail, { body: { email } });
  const cancelled = await w.linkMailedTo(email);
  expect((await ada.call(settings.cancelEmail)).body.email).toMatchObject({ address: ada.email, waiting: null });
  expect((await w.request(identity.useLink, { body: { token: cancelled, does: 'confirm-email' } })).status).toBe(410);

  const later = freshAddress();
  await ada.call(settings.proposeEmail, { body: { email: later } });
  const old = await w.linkMailedTo(later);
  w.clock.advance(hours(24) + 1);
  expect((await w.request(identity.useLink, { body: { token: old, does: 'confirm-email' } })).status).toBe(410);
});

test.each([
  ['Resend', settings.resendEmail],
  ['Cancel', settings.cancelEmail],
])('%s says so when nothing waits', async (_, spec) => {
  const ada = await w.line();
  expect(await ada.call(spec)).toMatchObject({ status: 409, body: { code: 'settings.nothing_waiting' } });
});

test('while the mail server is down the page says so, and the mail goes out once it is back', async () => {
  const ada = await w.line();
  const email = freshAddress();
  w.mailer.mode = 'down';
  await ada.call(settings.proposeEmail, { body: { email } });
  await w.drainJobs(2);
  expect((await ada.call(settings.read)).body.email.waiting.delivery).toBe('delayed');
  w.mailer.mode = 'takes';
  await w.linkMailedTo(email);
  expect(w.mails().filter((mail) => mail.to === email)).toHaveLength(1);
});
