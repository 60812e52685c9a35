import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { settings } from '#contract/settings.ts';
import { hours } from '#server/platform/clock.ts';
import { freshNumber, password, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
// Each sign-up sends two codes, and an address may ask for twenty an hour.
beforeEach(() => w.clock.advance(hours(1)));

let n = 0;
function wish(other: Record<string, unknown> = {}) {
  n += 1;
  return {
    company: `Engines ${n}`,
    name: 'Ada Byron',
    username: `ada${n}up${process.pid}`,
    password,
    cell: freshNumber() as string,
    email: `ada${n}.${process.pid}@example.com`,
    ...other,
  };
}
const companies = async () => Number((await w.pool.query('select count(*) from company')).rows[0].count);

test('a new company gets its first line, an admin, signed in, with a code and a link on their way', async () => {
  const wanted = wish({ language: 'es', timeZone: 'Europe/Madrid' });
  const reply = await w.request(identity.signUp, { body: wanted });
  expect(reply).toMatchObject({
    status: 201,
    body: {
      line: {
        name: 'Ada Byron',
        username: wanted.username,
        roles: ['admin', 'billing', 'member'],
        language: 'es',
        timeZone: 'Europe/Madrid',
        number: null,
        cellVerified: false,
        emailVerified: false,
      },
      company: { name: wanted.company },
    },
  });
  const read = async () => (await w.request(settings.read, {}, reply.cookie)).body;
  expect(await read()).toMatchObject({
    cell: { number: null, waiting: { target: wanted.cell } },
    email: { address: null, waiting: { target: wanted.email } },
  });

  const code = await w.codeTextedTo(wanted.cell);
  expect((await w.request(settings.verifyCell, { body: { code } }, reply.cookie)).status).toBe(200);
  const token = await w.linkMailedTo(wanted.email);
  expect((await w.request(identity.useLink, { body: { token, does: 'confirm-email' } })).status).toBe(200);
  expect(await read()).toMatchObject({ cell: { number: wanted.cell }, email: { address: wanted.email } });
  expect((await read()).number).toMatch(/^\+1415/);
});

test.each([
  ['company', '   ', 'identity.name_shape'],
  ['name', '', 'identity.name_shape'],
  ['username', 'ad', 'identity.username_shape'],
  ['username', 'Support', 'identity.username_reserved'],
  ['password', 'short', 'identity.password_short'],
  ['password', 'password123', 'identity.password_breached'],
  ['cell', '555 0100', 'identity.number_shape'],
  ['cell', '+1 900 555 0199', 'identity.number_premium'],
  ['email', 'ada at example', 'identity.email_shape'],
])('a %s of %j is refused beside its field, and nothing is created', async (field, value, code) => {
  const before = await companies();
  expect(await w.request(identity.signUp, { body: wish({ [field]: value }) })).toMatchObject({
    status: 422,
    body: { code, field },
  });
  expect(await companies()).toBe(before);
});

test('a password made of the name and the company is refused', async () => {
  const reply = await w.request(identity.signUp, {
    body: wish({ company: 'Brightwater', name: 'Persephone', password: 'Persephone1' }),
  });
  expect(reply).toMatchObject({ status: 422, body: { code: 'identity.password_guessable', field: 'password' } });
});

test('an address that another line has proven is refused; one that merely waits is not', async () => {
  const ada = await w.line();
  expect(await w.request(identity.signUp, { body: wish({ email: String(ada.email).toUpperCase() }) })).toMatchObject({
    status: 409,
    body: { code: 'identity.email_taken', field: 'email' },
  });
  const first = wish();
  expect((await w.request(identity.signUp, { body: first })).status).toBe(201);
  expect((await w.request(identity.signUp, { body: wish({ email: first.email }) })).status).toBe(201);
});

test('a number that Trunkline serves is refused', async () => {
  await w.line();
  await w.drainJobs();
  const served = (await w.pool.query('select number from served_number limit 1')).rows[0].number;
  expect(await w.request(identity.signUp, { body: wish({ cell: served }) })).toMatchObject({
    status: 422,
    body: { code: 'identity.number_ours', field: 'cell' },
  });
});

test('of ten who want one username at once, one gets it and the others leave nothing behind', async () => {
  const before = await companies();
  const username = `wanted${process.pid}`;
  const looks = [username, username.toUpperCase(), username.replace('a', 'а')];
  const replies = await Promise.all(
    Array.from({ length: 10 }, (_, at) => w.request(identity.signUp, { body: wish({ username: looks[at % 3] }) })),
  );
  expect(replies.map((one) => one.status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
  expect(replies.filter((one) => one.body.code === 'identity.username_taken')).toHaveLength(9);
  expect(await companies()).toBe(before + 1);
});

test('a time zone nobody knows does not stand in the way', async () => {
  const reply = await w.request(identity.signUp, { body: wish({ timeZone: 'Mars/Olympus' }) });
  expect(reply).toMatchObject({ status: 201, body: { line: { timeZone: 'America/New_York' } } });
});
