import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { settings } from '#contract/settings.ts';
import { days, hours } from '#server/platform/clock.ts';
import { bareLines } from '#test/bare-lines.ts';
import { password, type World, world } from '#test/world.ts';
import { line } from './tables.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const signIn = (username: string, typed = password) =>
  w.request(identity.signIn, { body: { username, password: typed } });

test('the right name and password open a session, in whatever case the name is typed', async () => {
  const ada = await w.line();
  const reply = await signIn(` ${ada.username.toUpperCase()} `);
  expect(reply).toMatchObject({ status: 200, body: { line: { username: ada.username, name: ada.name } } });
  expect((await w.request(identity.me, {}, reply.cookie)).body.line.id).toBe(ada.lineId);
});

test('the session cookie is out of reach of scripts and of other sites, and is kept only as its digest', async () => {
  const ada = await w.line();
  const reply = await signIn(ada.username);
  expect(String(reply.headers['set-cookie'])).toMatch(
    /^trunkline=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  const token = reply.cookie?.split('=')[1] ?? '';
  const rows = await w.pool.query('select * from session');
  expect(JSON.stringify(rows.rows)).not.toContain(token);
  expect(rows.rows.some((row) => row.token_digest.toString('base64url') === token)).toBe(false);
});

test('over https the cookie belongs to this host alone and never travels in clear', async () => {
  const secure = await world({ publicUrl: 'https://lines.example.com', secureCookies: true });
  const [ada] = await bareLines(secure, 1);
  const reply = await secure.request(identity.signIn, { body: { username: ada?.username ?? '', password } });
  expect(String(reply.headers['set-cookie'])).toMatch(/^__Host-trunkline=[\w-]{43};.*Secure/);
  await secure.close();
});

test('a wrong password and a name that does not exist get one and the same answer', async () => {
  const ada = await w.line();
  const wrong = await signIn(ada.username, 'not the password');
  const nobody = await signIn('nobody-at-all', 'not the password');
  const { request_id: _one, ...wrongBody } = wrong.body;
  const { request_id: _two, ...nobodyBody } = nobody.body;
  expect(wrong.status).toBe(401);
  expect(wrongBody).toEqual(nobodyBody);
  expect(wrongBody).toMatchObject({ code: 'identity.wrong_credentials' });
  expect(Object.keys(wrong.headers).sort()).toEqual(Object.keys(nobody.headers).sort());
  expect(wrong.cookie).toBeUndefined();
});

test('the time of the answer does not tell a name that exists from one that does not', async () => {
  const racers = await bareLines(w, 16);
  const timed = async (username: string) => {
    const from = performance.now();
    await signIn(username, 'not the password');
    return performance.now() - from;
  };
  await timed('warm-up');
  const known: number[] = [];
  const unknown: number[] = [];
  for (const [n, racer] of racers.entries()) {
    known.push(await timed(racer.username));
    unknown.push(await timed(`nobody-${n}`));
  }
  // A busy machine only ever adds time: the quickest answers are the work itself.
  const ratio = Math.min(...known) / Math.min(...unknown);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

test('of 60 wrong passwords at once twenty are looked at; then the right one waits too, and is told how long', async () => {
  const [ada] = await bareLines(w, 1);
  const name = ada?.username ?? '';
  const replies = await Promise.all(Array.from({ length: 60 }, () => signIn(name, 'not the password')));
  expect(replies.filter((one) => one.status === 401)).toHaveLength(20);
  expect(replies.filter((one) => one.status === 429)).toHaveLength(40);
  const right = await signIn(name);
  expect(right).toMatchObject({ status: 429, body: { code: 'identity.too_many_attempts' } });
  expect(Number(right.headers['retry-after'])).toBe(3600);
  w.clock.advance(hours(1));
  expect((await signIn(name)).status).toBe(200);
});

test('a success gives the tries back', async () => {
  const [ada] = await bareLines(w, 1);
  const name = ada?.username ?? '';
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 15; n += 1) await signIn(name, 'not the password');
    expect((await signIn(name)).status).toBe(200);
  }
});

test('after 100 wrong passwords in a row, however slow, only a reset opens the door', async () => {
  const [ada] = await bareLines(w, 1);
  const name = ada?.username ?? '';
  await w.pool.query('insert into limit_window (key, stamps, in_a_row) values ($1, $2, 99)', [
    (await keyOf(name)) ?? '',
    [w.clock.now()],
  ]);
  expect((await signIn(name, 'not the password')).status).toBe(401);
  w.clock.advance(days(2));
  expect((await signIn(name)).body.code).toBe('identity.too_many_attempts');
});

/** The key that attempts at a name are counted under, found by making one. */
async function keyOf(name: string): Promise<string | undefined> {
  const before = new Set((await w.pool.query('select key from limit_window')).rows.map((row) => row.key));
  await signIn(name, 'not the password');
  const after = (await w.pool.query('select key from limit_window')).rows.map((row) => row.key);
  const key = after.find((one) => !before.has(one));
  await w.pool.query('delete from limit_window where key = $1', [key]);
  return key;
}

test('a former username signs in for 30 days', async () => {
  const ada = await w.line();
  expect((await ada.call(settings.changeUsername, { body: { username: `new${ada.username}` } })).status).toBe(200);
  w.clock.advance(days(30) - 1000);
  expect((await signIn(ada.username)).status).toBe(200);
  w.clock.advance(2000);
  expect((await signIn(ada.username)).status).toBe(401);
  expect((await signIn(`new${ada.username}`)).status).toBe(200);
});

test('a suspended line is told so, but only with the right password, and its sessions stop', async () => {
  const ada = await w.line();
  await w.db.update(line).set({ suspendedAt: w.clock.now() }).where(eq(line.id, ada.lineId));
  expect(await signIn(ada.username)).toMatchObject({ status: 403, body: { code: 'identity.suspended' } });
  expect(await signIn(ada.username, 'not the password')).toMatchObject({
    status: 401,
    body: { code: 'identity.wrong_credentials' },
  });
  expect((await ada.call(identity.me)).status).toBe(401);
});
