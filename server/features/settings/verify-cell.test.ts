import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import { settings } from '#contract/settings.ts';
import { minutes, seconds } from '#server/platform/clock.ts';
import { freshNumber, password, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const wrong = (code: string) => (code === '111111' ? '222222' : '111111');

test('a new number counts once its code was typed; until then the old one stays', async () => {
  const ada = await w.line();
  const number = freshNumber();
  const proposed = await ada.call(settings.proposeCell, { body: { number } });
  expect(proposed).toMatchObject({
    status: 202,
    body: { cell: { number: ada.cell, waiting: { target: number, triesLeft: 5 } } },
  });

  const code = await w.codeTextedTo(number);
  expect((await ada.call(settings.read)).body.cell.waiting.delivery).toBe('sent');
  const verified = await ada.call(settings.verifyCell, { body: { code: `${code} is your Trunkline code` } });

  expect(verified).toMatchObject({
    status: 200,
    body: { cell: { number, verifiedAt: w.clock.now().toISOString(), waiting: null } },
  });
  await w.drainJobs();
  const told = w
    .texts()
    .filter((text) => text.to === ada.cell)
    .map((text) => text.text);
  expect(told.some((text) => text.includes('asked to use'))).toBe(true);
  expect(told.some((text) => text.includes('take it back'))).toBe(true);
  expect(told.join()).not.toContain(code);
});

test('a line without a cell gets its first one the same way', async () => {
  const ada = await w.line({ cell: null });
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  expect((await ada.call(settings.verifyCell, { body: { code: await w.codeTextedTo(number) } })).body.cell.number).toBe(
    number,
  );
});

test.each([
  ['7 digits', '555 0100', 'identity.number_shape'],
  ['no number at all', 'call me', 'identity.number_shape'],
  ['a premium number', '+1 900 555 0199', 'identity.number_premium'],
  ['an emergency number', '911', 'identity.number_emergency'],
  ['a country texts are not sent to', '+44 7400 123456', 'identity.number_country'],
])('%s is refused beside the field with the reason', async (_, number, code) => {
  const ada = await w.line();
  expect(await ada.call(settings.proposeCell, { body: { number } })).toMatchObject({
    status: 422,
    body: { code, field: 'number' },
  });
  expect((await ada.call(settings.read)).body.cell).toMatchObject({ number: ada.cell, waiting: null });
});

test('a number that this installation serves is refused', async () => {
  const ada = await w.line();
  await w.drainJobs();
  const { number } = (await ada.call(settings.read)).body;
  expect(number).toMatch(/^\+1/);
  expect(await ada.call(settings.proposeCell, { body: { number } })).toMatchObject({
    status: 422,
    body: { code: 'identity.number_ours', field: 'number' },
  });
});

test('the number one has now is refused', async () => {
  const ada = await w.line();
  expect(await ada.call(settings.proposeCell, { body: { number: String(ada.cell) } })).toMatchObject({
    status: 422,
    body: { code: 'settings.cell_same', field: 'number' },
  });
});

test('a new number asks for a fresh proof of identity', async () => {
  const ada = await w.line();
  w.clock.advance(minutes(11));
  const body = { number: freshNumber() };
  expect(await ada.call(settings.proposeCell, { body })).toMatchObject({
    status: 403,
    body: { code: 'identity.proof_needed' },
  });
  await ada.call(identity.prove, { body: { password } });
  expect((await ada.call(settings.proposeCell, { body })).status).toBe(202);
});

test('a wrong code says how many tries are left, and the last one is the last', async () => {
  const ada = await w.line();
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  const code = await w.codeTextedTo(number);
  for (const triesLeft of [4, 3, 2, 1, 0]) {
    expect(await ada.call(settings.verifyCell, { body: { code: wrong(code) } })).toMatchObject({
      status: 422,
      body: { code: 'identity.code_wrong', field: 'code', detail: { triesLeft } },
    });
  }
  expect(await ada.call(settings.verifyCell, { body: { code } })).toMatchObject({
    status: 429,
    body: { code: 'identity.code_used_up' },
  });
  expect((await ada.call(settings.read)).body.cell).toMatchObject({ number: ada.cell, waiting: { triesLeft: 0 } });
});

test('a code is good for ten minutes', async () => {
  const ada = await w.line();
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  const code = await w.codeTextedTo(number);
  w.clock.advance(minutes(10) + 1);
  expect(await ada.call(settings.verifyCell, { body: { code } })).toMatchObject({
    status: 422,
    body: { code: 'identity.code_expired', field: 'code' },
  });
});

test('a resend waits 30 seconds, and makes the earlier code worthless', async () => {
  const ada = await w.line();
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  const first = await w.codeTextedTo(number);
  expect(await ada.call(settings.resendCell)).toMatchObject({
    status: 429,
    body: { code: 'identity.codes_too_soon', detail: { retryAfterSeconds: 30 } },
  });
  w.clock.advance(seconds(30));
  expect((await ada.call(settings.resendCell)).status).toBe(202);
  const second = await w.codeTextedTo(number);
  if (first !== second)
    expect(await ada.call(settings.verifyCell, { body: { code: first } })).toMatchObject({
      status: 422,
      body: { code: 'identity.code_replaced' },
    });
  expect((await ada.call(settings.verifyCell, { body: { code: second } })).body.cell.number).toBe(number);
});

test('a corrected number takes the place of the one that waited', async () => {
  const ada = await w.line();
  const [typo, right] = [freshNumber(), freshNumber()];
  await ada.call(settings.proposeCell, { body: { number: typo } });
  const typoCode = await w.codeTextedTo(typo);
  await ada.call(settings.proposeCell, { body: { number: right } });
  const code = await w.codeTextedTo(right);
  if (typoCode !== code) expect((await ada.call(settings.verifyCell, { body: { code: typoCode } })).status).toBe(422);
  expect((await ada.call(settings.verifyCell, { body: { code } })).body.cell.number).toBe(right);
});

test('a cancelled number is forgotten with its code', async () => {
  const ada = await w.line();
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  const code = await w.codeTextedTo(number);
  expect((await ada.call(settings.cancelCell)).body.cell).toMatchObject({ number: ada.cell, waiting: null });
  expect(await ada.call(settings.verifyCell, { body: { code } })).toMatchObject({
    status: 409,
    body: { code: 'settings.nothing_waiting' },
  });
});

test.each([
  ['Verify', settings.verifyCell, { code: '123456' }],
  ['Resend', settings.resendCell, undefined],
  ['Cancel', settings.cancelCell, undefined],
])('%s says so when nothing waits', async (_, spec, body) => {
  const ada = await w.line();
  expect(await ada.call(spec, body && { body })).toMatchObject({
    status: 409,
    body: { code: 'settings.nothing_waiting' },
  });
});

test('a code used once is used up', async () => {
  const ada = await w.line();
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  const code = await w.codeTextedTo(number);
  await ada.call(settings.verifyCell, { body: { code } });
  expect(await ada.call(settings.verifyCell, { body: { code } })).toMatchObject({
    status: 409,
    body: { code: 'settings.nothing_waiting' },
  });
});

test('a code is worth nothing in another session, on another line, or for another purpose', async () => {
  const ada = await w.line();
  const eve = await w.line();
  const number = freshNumber();
  const evesNumber = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  const code = await w.codeTextedTo(number);
  const elsewhere = await w.signIn(ada.username);
  expect(await elsewhere.call(settings.verifyCell, { body: { code } })).toMatchObject({
    status: 422,
    body: { code: 'identity.code_none' },
  });

  await eve.call(settings.proposeCell, { body: { number: evesNumber } });
  const evesCode = await w.codeTextedTo(evesNumber);
  if (evesCode !== code)
    expect(await eve.call(settings.verifyCell, { body: { code } })).toMatchObject({
      status: 422,
      body: { code: 'identity.code_wrong' },
    });

  const other = { code, newPassword: 'a wholly other phrase 77', endOtherSessions: true };
  expect(await ada.call(settings.updatePassword, { body: other })).toMatchObject({
    status: 422,
    body: { code: 'identity.code_none' },
  });
  expect((await ada.call(settings.read)).body.cell.number).toBe(ada.cell);
});

test('the number is removed where an address can recover the account, and its handset can take that back', async () => {
  const ada = await w.line();
  expect((await ada.call(settings.read)).body.cell.removable).toBe(true);
  expect((await ada.call(settings.removeCell)).body.cell).toEqual({
    number: null,
    verifiedAt: null,
    waiting: null,
    removable: false,
  });
  await w.drainJobs();
  const token = /#([\w-]+)/.exec(w.texts().findLast((text) => text.to === ada.cell)?.text ?? '')?.[1] ?? '';
  expect((await w.request(identity.useLink, { body: { token, does: 'undo-change' } })).status).toBe(200);
  const again = await w.signIn(ada.username);
  expect((await again.call(settings.read)).body.cell.number).toBe(ada.cell);
});

test('the number stays where it is the only way back in', async () => {
  const ada = await w.line({ email: null });
  expect(await ada.call(settings.removeCell)).toMatchObject({ status: 409, body: { code: 'settings.cell_needed' } });
  expect((await ada.call(settings.read)).body.cell).toMatchObject({ number: ada.cell, removable: false });
});

test('a reset code that went to the old number does not outlive it', async () => {
  const ada = await w.line();
  await ada.call(settings.sendPasswordCode);
  const code = await w.codeTextedTo(ada.cell as PhoneNumber); // made with one
  await ada.call(settings.removeCell);
  const body = { code, newPassword: 'a wholly other phrase 77', endOtherSessions: true };
  expect(await ada.call(settings.updatePassword, { body })).toMatchObject({
    status: 422,
    body: { code: 'identity.code_none' },
  });
});

test('while the carrier is down the page says so, and the text goes out once it is back, once', async () => {
  const ada = await w.line();
  const number = freshNumber();
  w.carrier.mode = 'down';
  await ada.call(settings.proposeCell, { body: { number } });
  await w.drainJobs(2);
  expect((await ada.call(settings.read)).body.cell.waiting.delivery).toBe('delayed');
  w.carrier.mode = 'takes';
  const code = await w.codeTextedTo(number);
  expect(w.texts().filter((text) => text.to === number)).toHaveLength(1);
  expect((await ada.call(settings.verifyCell, { body: { code } })).body.cell.number).toBe(number);
});
