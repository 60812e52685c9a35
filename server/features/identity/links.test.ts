import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { settings } from '#contract/settings.ts';
import { days, hours, minutes, seconds } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.clock.advance(hours(1)));

type Does = 'confirm-email' | 'cancel-change' | 'undo-change';
const look = (token: string) => w.request(identity.lookAtLink, { body: { token } });
const use = (token: string, does: Does) => w.request(identity.useLink, { body: { token, does } });
const dead = { status: 410, body: { code: 'identity.link_dead' } };

let n = 0;
const freshAddress = () => `link${n++}.${process.pid}@example.com`;
type Ada = Awaited<ReturnType<World['line']>>;
const emailOf = async (ada: Ada) =>
  (await w.pool.query('select email from line where id = $1', [ada.lineId])).rows[0].email;

/** A line that asked to move to another address, with the links to both. */
async function proposed() {
  const ada = await w.line();
  w.clock.advance(seconds(1));
  const email = freshAddress();
  await ada.call(settings.proposeEmail, { body: { email } });
  return { ada, email, confirm: await w.linkMailedTo(email), cancel: await w.linkMailedTo(String(ada.email)) };
}
async function confirmed() {
  const made = await proposed();
  await use(made.confirm, 'confirm-email');
  return { ...made, undo: await w.linkMailedTo(String(made.ada.email), /changed/) };
}

/** Everything the database knows about a line, but for what counts attempts. */
async function everythingOf(lineId: string) {
  const tables = ['session', 'challenge', 'pending_change', 'api_key', 'security_event', 'username_claim'];
  const rows = [await w.pool.query('select * from line where id = $1', [lineId])];
  for (const table of tables)
    rows.push(await w.pool.query(`select * from ${table} where line_id = $1 order by 1, 2`, [lineId]));
  return JSON.stringify(rows.map((one) => one.rows));
}

test('looking at a link changes nothing, however often, and says what its button would do', async () => {
  const { ada, confirm, cancel } = await proposed();
  const before = await everythingOf(ada.lineId);
  for (let round = 0; round < 3; round += 1) {
    expect(await look(confirm)).toMatchObject({
      status: 200,
      body: {
        does: 'confirm-email',
        kind: 'email',
        name: ada.name,
        newValue: expect.stringMatching(/^l•••@example.com$/),
      },
    });
    expect((await look(cancel)).body.does).toBe('cancel-change');
  }
  expect(await everythingOf(ada.lineId)).toBe(before);
  expect((await use(confirm, 'confirm-email')).status).toBe(200);
});

test('the token is in the fragment, and opening the page of a link with GET or HEAD changes nothing', async () => {
  const { ada, email, confirm } = await proposed();
  const mail = w.mails().findLast((one) => one.to === email);
  expect(mail?.text).toContain(`http://localhost:3000/link#${confirm}`);
  expect(`${mail?.text}${mail?.html}`).not.toContain(`?${confirm}`);
  const before = await everythingOf(ada.lineId);
  for (const method of ['GET', 'HEAD'] as const) {
    for (const url of [
      `/link?${confirm}`,
      `/api/links/use?token=${confirm}&does=confirm-email`,
      `/api/links/look?token=${confirm}`,
    ]) {
      await w.app.inject({ method, url });
    }
  }
  expect(await everythingOf(ada.lineId)).toBe(before);
});

test('a confirmed address counts, and its link is used up', async () => {
  const { ada, email, confirm } = await proposed();
  expect(await use(confirm, 'confirm-email')).toMatchObject({ status: 200, body: { done: 'confirm-email' } });
  expect(await emailOf(ada)).toBe(email);
  expect(await use(confirm, 'confirm-email')).toMatchObject(dead);
  expect(await look(confirm)).toMatchObject(dead);
});

test('a link pressed ten times at once does its work once', async () => {
  const { ada, confirm } = await proposed();
  const replies = await Promise.all(Array.from({ length: 10 }, () => use(confirm, 'confirm-email')));
  expect(replies.filter((one) => one.status === 200)).toHaveLength(1);
  expect(replies.filter((one) => one.status === 410)).toHaveLength(9);
  const done = await w.pool.query("select 1 from security_event where line_id = $1 and kind = 'email.changed'", [
    ada.lineId,
  ]);
  expect(done.rowCount).toBe(1);
});

test('a token of one purpose is worth nothing for another', async () => {
  const { ada, email, confirm, cancel, undo } = { ...(await confirmed()), ...(await proposed()) };
  const before = await emailOf(ada);
  const tokens: [string, Does][] = [
    [confirm, 'confirm-email'],
    [cancel, 'cancel-change'],
    [undo, 'undo-change'],
  ];
  for (const [token, own] of tokens) {
    for (const does of ['confirm-email', 'cancel-change', 'undo-change'] as const) {
      if (does !== own) expect(await use(token, does)).toMatchObject(dead);
    }
    for (const letter of ['v', 'c', 'u', 'x']) {
      if (!token.startsWith(letter)) expect(await look(letter + token.slice(1))).toMatchObject(dead);
    }
  }
  expect(await emailOf(ada)).toBe(before);
  expect((await use(confirm, 'confirm-email')).status).toBe(200);
  expect(await emailOf(ada)).toBe(email);
});

test('a link to a new address is good for 24 hours', async () => {
  const late = await proposed();
  w.clock.advance(hours(24));
  expect(await look(late.confirm)).toMatchObject(dead);
  expect(await use(late.confirm, 'confirm-email')).toMatchObject(dead);
  const early = await proposed();
  w.clock.advance(hours(24) - 1);
  expect((await use(early.confirm, 'confirm-email')).status).toBe(200);
});

test('a new link replaces the one before', async () => {
  const { ada, email, confirm } = await proposed();
  w.clock.advance(seconds(31));
  await ada.call(settings.resendEmail);
  const again = await w.linkMailedTo(email);
  expect(again).not.toBe(confirm);
  expect(await use(confirm, 'confirm-email')).toMatchObject(dead);
  expect((await use(again, 'confirm-email')).status).toBe(200);
});

test('the old address stops a change: the new link is dead and the browser that asked is signed out', async () => {
  const { ada, confirm, cancel } = await proposed();
  expect((await use(cancel, 'cancel-change')).status).toBe(200);
  expect(await use(confirm, 'confirm-email')).toMatchObject(dead);
  expect(await use(cancel, 'cancel-change')).toMatchObject(dead);
  expect(await emailOf(ada)).toBe(ada.email);
  expect((await ada.call(identity.me)).status).toBe(401);
});

test('stopping one change voids whatever else was waiting', async () => {
  const { ada, cancel } = await proposed();
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  const code = await w.codeTextedTo(number);
  await use(cancel, 'cancel-change');
  const again = await w.signIn(ada.username);
  expect((await again.call(settings.read)).body.cell).toMatchObject({ number: ada.cell, waiting: null });
  expect((await again.call(settings.verifyCell, { body: { code } })).status).toBe(409);
});

test('the old address undoes a change for seven days: the old value stands, sessions end, new keys stop', async () => {
  const { ada, undo } = await confirmed();
  w.clock.advance(seconds(5));
  const { key } = (
    await ada.call(settings.makeKey, { body: { name: 'thief', scopes: ['settings:read'], expiresInDays: null } })
  ).body;
  const asKey = (bearer: string) => w.request(settings.read, { headers: { authorization: `Bearer ${bearer}` } });
  expect((await asKey(key)).status).toBe(200);
  w.clock.advance(days(7) - seconds(6));
  expect(await look(undo)).toMatchObject({ status: 200, body: { does: 'undo-change' } });
  expect((await use(undo, 'undo-change')).status).toBe(200);
  expect(await emailOf(ada)).toBe(ada.email);
  expect((await ada.call(identity.me)).status).toBe(401);
  expect((await asKey(key)).status).toBe(401);
  expect((await asKey(ada.apiKey)).status).toBe(200);
  expect(await use(undo, 'undo-change')).toMatchObject(dead);
});

test('after seven days a change stands', async () => {
  const { ada, email, undo } = await confirmed();
  w.clock.advance(days(7));
  expect(await use(undo, 'undo-change')).toMatchObject(dead);
  expect(await emailOf(ada)).toBe(email);
});

test('a thief who changes the address twice cannot shake off its first owner', async () => {
  const { ada, email: second, undo } = await confirmed();
  w.clock.advance(minutes(1));
  const third = freshAddress();
  await ada.call(settings.proposeEmail, { body: { email: third } });
  await use(await w.linkMailedTo(third), 'confirm-email');
  expect(await emailOf(ada)).toBe(third);
  // What the thief holds: the undo link that went to the second address.
  const thiefs = await w.linkMailedTo(second, /changed/);
  expect((await use(undo, 'undo-change')).status).toBe(200);
  expect(await emailOf(ada)).toBe(ada.email);
  expect(await use(thiefs, 'undo-change')).toMatchObject(dead);
  expect(await emailOf(ada)).toBe(ada.email);
});

test('undoing voids what the thief has begun: a waiting address and a password code', async () => {
  const { ada, undo } = await confirmed();
  w.clock.advance(minutes(1));
  const next = freshAddress();
  await ada.call(settings.proposeEmail, { body: { email: next } });
  const waiting = await w.linkMailedTo(next);
  await use(undo, 'undo-change');
  expect(await use(waiting, 'confirm-email')).toMatchObject(dead);
  const open = await w.pool.query("select 1 from pending_change where line_id = $1 and state = 'open'", [ada.lineId]);
  const live = await w.pool.query(
    'select 1 from challenge where line_id = $1 and consumed_at is null and superseded_at is null',
    [ada.lineId],
  );
  expect([open.rowCount, live.rowCount]).toEqual([0, 0]);
});

test('an address that went to another line meanwhile is refused, and the line keeps its own', async () => {
  const first = await w.line();
  const second = await w.line();
  const email = freshAddress();
  await first.call(settings.proposeEmail, { body: { email } });
  const one = await w.linkMailedTo(email);
  await second.call(settings.proposeEmail, { body: { email } });
  const two = await w.linkMailedTo(email);
  expect((await use(one, 'confirm-email')).status).toBe(200);
  expect(await use(two, 'confirm-email')).toMatchObject({ status: 409, body: { code: 'identity.email_taken' } });
  expect(await emailOf(second)).toBe(second.email);
});

test('the old handset undoes a change of the cell', async () => {
  const ada = await w.line();
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  await ada.call(settings.verifyCell, { body: { code: await w.codeTextedTo(number) } });
  await w.drainJobs();
  const told =
    w
      .texts()
      .filter((text) => text.to === ada.cell && /\/link#u/.test(text.text))
      .at(-1)?.text ?? '';
  const token = /\/link#([\w-]+)/.exec(told)?.[1] ?? '';
  expect((await look(token)).body).toMatchObject({ does: 'undo-change', kind: 'cell' });
  expect((await use(token, 'undo-change')).status).toBe(200);
  const again = await w.signIn(ada.username);
  expect((await again.call(settings.read)).body.cell.number).toBe(ada.cell);
});

test('tokens are kept as digests only, and guessing them is limited by address', async () => {
  const { confirm, cancel } = await proposed();
  const dump = JSON.stringify([
    (await w.pool.query('select * from challenge')).rows,
    (await w.pool.query('select * from pending_change')).rows,
    (await w.pool.query('select payload from graphile_worker._private_jobs')).rows,
  ]);
  expect(dump).not.toContain(confirm);
  expect(dump).not.toContain(cancel);
  const replies = await Promise.all(Array.from({ length: 130 }, (_, at) => look(`v${'A'.repeat(40)}${at}`)));
  expect(replies.some((one) => one.body.code === 'identity.too_many_attempts')).toBe(true);
});
