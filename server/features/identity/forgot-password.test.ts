import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { settings } from '#contract/settings.ts';
import { hours, minutes, seconds } from '#server/platform/clock.ts';
import { bareLines } from '#test/bare-lines.ts';
import { freshNumber, password, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
// An address may ask for twenty codes an hour.
beforeEach(() => w.clock.advance(hours(1)));

const newPassword = 'another staple for the horse 77';
const ask = (username: string) => w.request(identity.forgotPassword, { body: { username } });
const finish = (ticket: string, code: string, wanted = newPassword) =>
  w.request(identity.finishForgotPassword, { body: { ticket, code, newPassword: wanted } });
const wrong = (code: string) => (code === '111111' ? '222222' : '111111');
const resetWrong = { status: 422, body: { code: 'identity.reset_wrong', field: 'code' } };

async function asked() {
  const ada = await w.line();
  const { ticket } = (await ask(ada.username)).body;
  return { ada, ticket, code: await w.codeTextedTo(String(ada.cell)) };
}

test('the code sets a new password, ends every session, signs nobody in, and the owner is told', async () => {
  const { ada, ticket, code } = await asked();
  const reply = await finish(ticket, code);
  expect(reply.status).toBe(204);
  expect(reply.headers['set-cookie']).toBeUndefined();
  expect((await ada.call(identity.me)).status).toBe(401);
  await expect(w.signIn(ada.username, password)).rejects.toThrow();
  const again = await w.signIn(ada.username, newPassword);
  expect((await again.call(identity.me)).status).toBe(200);
  await w.drainJobs();
  expect(w.mails().some((mail) => mail.to === ada.email && /password/i.test(mail.subject))).toBe(true);
});

test('a name that does not exist gets the same answer as one that does, and nobody is texted', async () => {
  const ada = await w.line();
  await w.drainJobs();
  const before = w.texts().length + w.mails().length;
  const known = await ask(ada.username);
  const unknown = await ask('nobody-at-all');
  expect([known.status, unknown.status]).toEqual([202, 202]);
  expect(Object.keys(unknown.body)).toEqual(Object.keys(known.body));
  expect(unknown.body.ticket).toHaveLength(known.body.ticket.length);
  expect(unknown.body.expiresAt).toBe(known.body.expiresAt);
  expect(Object.keys(unknown.headers).sort()).toEqual(Object.keys(known.headers).sort());
  await w.drainJobs();
  expect(w.texts().length + w.mails().length).toBe(before + 1);
  const { request_id: _a, ...a } = (await finish(unknown.body.ticket, '123456')).body;
  const { request_id: _b, ...b } = (await finish(known.body.ticket, 'abcdef')).body;
  expect(a).toEqual(b);
});

test('the times of the answers do not tell a name that exists, nor a ticket', async () => {
  const racers = await bareLines(w, 9);
  const timed = async (act: () => Promise<unknown>) => {
    const from = performance.now();
    await act();
    return performance.now() - from;
  };
  // A busy machine only ever adds time: the quickest answers are the work itself.
  const quickest = (times: number[]) => Math.min(...times);
  await ask('warm-up');
  const times = { known: [] as number[], unknown: [] as number[], ticket: [] as number[], none: [] as number[] };
  for (const [n, racer] of racers.entries()) {
    let ticket = '';
    times.known.push(await timed(async () => (ticket = (await ask(racer.username)).body.ticket)));
    times.unknown.push(await timed(() => ask(`nobody-${n}`)));
    await w.drainJobs();
    times.ticket.push(await timed(() => finish(ticket, '12345')));
    times.none.push(await timed(() => finish(`${ticket}x`, '12345')));
  }
  // Milliseconds, where the work itself would differ by dozens.
  expect(Math.abs(quickest(times.known) - quickest(times.unknown))).toBeLessThan(15);
  expect(Math.abs(quickest(times.ticket) - quickest(times.none))).toBeLessThan(30);
});

test('the code is worth nothing without the ticket of the browser that asked', async () => {
  const { ticket, code } = await asked();
  const { ticket: strange } = (await ask('nobody-at-all')).body;
  const other = await asked();
  expect(await finish(strange, code)).toMatchObject(resetWrong);
  expect(await finish(other.ticket, code)).toMatchObject(resetWrong);
  expect((await finish(ticket, code)).status).toBe(204);
});

test('a code works once', async () => {
  const { ticket, code } = await asked();
  expect((await finish(ticket, code)).status).toBe(204);
  expect(await finish(ticket, code, 'a third password nobody has 9')).toMatchObject(resetWrong);
});

test('a code is good for ten minutes', async () => {
  const late = await asked();
  w.clock.advance(minutes(10));
  expect(await finish(late.ticket, late.code)).toMatchObject(resetWrong);
  const early = await asked();
  w.clock.advance(minutes(10) - 1);
  expect((await finish(early.ticket, early.code)).status).toBe(204);
});

test('a second request replaces the first, ticket and code', async () => {
  const first = await asked();
  w.clock.advance(seconds(31));
  const { ticket } = (await ask(first.ada.username)).body;
  const code = await w.codeTextedTo(String(first.ada.cell));
  expect(await finish(first.ticket, first.code)).toMatchObject(resetWrong);
  expect(await finish(ticket, wrong(code))).toMatchObject(resetWrong);
  expect((await finish(ticket, code)).status).toBe(204);
});

test('after five wrong codes the right one is refused with the same answer', async () => {
  const { ticket, code } = await asked();
  const replies = [];
  for (let n = 0; n < 5; n += 1) replies.push(await finish(ticket, wrong(code)));
  replies.push(await finish(ticket, code));
  for (const reply of replies) {
    expect(reply).toMatchObject(resetWrong);
    expect(reply.body.detail).toBeUndefined();
  }
});

test('a weak password is refused beside its field and costs no guess', async () => {
  const { ticket, code } = await asked();
  for (let n = 0; n < 8; n += 1) {
    expect(await finish(ticket, code, 'password')).toMatchObject({ status: 422, body: { field: 'newPassword' } });
  }
  expect((await finish(ticket, code)).status).toBe(204);
});

test('a line without a cell gets its code by mail, a line without either gets none', async () => {
  const mailed = await w.line({ cell: null });
  const { ticket } = (await ask(mailed.username)).body;
  await w.drainJobs();
  const code = /\b\d{6}\b/.exec(w.mails().findLast((mail) => mail.to === mailed.email)?.text ?? '')?.[0] ?? '';
  expect((await finish(ticket, code)).status).toBe(204);
  const unreachable = await w.line({ cell: null, email: null });
  await w.drainJobs();
  const before = w.texts().length + w.mails().length;
  expect((await ask(unreachable.username)).status).toBe(202);
  await w.drainJobs();
  expect(w.texts().length + w.mails().length).toBe(before);
});

test('the code goes to the proven cell, never to one that waits to be proven', async () => {
  const ada = await w.line();
  const waiting = freshNumber();
  await ada.call(settings.proposeCell, { body: { number: waiting } });
  await w.drainJobs();
  const before = w.texts().filter((text) => text.to === waiting).length;
  await ask(ada.username);
  await w.codeTextedTo(String(ada.cell));
  expect(w.texts().filter((text) => text.to === waiting)).toHaveLength(before);
});

test('a reset lifts a lock-out and voids the changes that were waiting', async () => {
  const ada = await w.line();
  const email = `thief.${process.pid}@example.com`;
  await ada.call(settings.proposeEmail, { body: { email } });
  const link = await w.linkMailedTo(email);
  for (let n = 0; n < 21; n += 1) {
    await w.request(identity.signIn, { body: { username: ada.username, password: 'not the password' } });
  }
  const { ticket } = (await ask(ada.username)).body;
  const code = await w.codeTextedTo(String(ada.cell));
  expect((await finish(ticket, code)).status).toBe(204);
  await w.signIn(ada.username, newPassword);
  expect(await w.request(identity.useLink, { body: { token: link, does: 'confirm-email' } })).toMatchObject({
    status: 410,
    body: { code: 'identity.link_dead' },
  });
});

test('ten resets an hour and name, then a pause, for names that exist and names that do not', async () => {
  const ada = await w.line();
  for (const name of [ada.username, 'nobody-else']) {
    for (let n = 0; n < 10; n += 1) expect((await ask(name)).status).toBe(202);
    expect(await ask(name.toUpperCase())).toMatchObject({ status: 429, body: { code: 'identity.too_many_attempts' } });
  }
});
