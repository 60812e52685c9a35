import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import type { EmailAddress } from '#contract/ids.ts';
import { settings } from '#contract/settings.ts';
import { hours } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.clock.advance(hours(1)));

const ask = (to: string) => w.request(identity.forgotUsername, { body: { to } });
const sent = () => w.texts().length + w.mails().length;

test('every username of a proven cell is texted to it', async () => {
  const cell = freshNumber();
  const one = await w.line({ cell });
  const two = await w.line({ cell });
  await w.drainJobs();
  const typed = `(${cell.slice(2, 5)}) ${cell.slice(5, 8)}-${cell.slice(8)}`;
  expect(await ask(typed)).toMatchObject({ status: 202, body: {} });
  await w.drainJobs();
  const text = w.texts().findLast((each) => each.to === cell)?.text ?? '';
  expect(text).toContain(one.username);
  expect(text).toContain(two.username);
});

test('the username of a proven address is mailed to it, in whatever case the address is typed', async () => {
  const ada = await w.line({ email: `mixed.${process.pid}@example.com` as EmailAddress });
  await ask(`Mixed.${process.pid}@Example.com`);
  await w.drainJobs();
  expect(w.mails().findLast((mail) => mail.to === ada.email)?.text).toContain(ada.username);
});

test('what is unknown or no number at all gets the same answer, and nothing is sent', async () => {
  const ada = await w.line();
  await w.drainJobs();
  const known = await ask(String(ada.cell));
  await w.drainJobs();
  const before = sent();
  for (const to of ['+1 212 555 0123', 'nobody@example.com', 'nonsense', '', '911']) {
    const reply = await ask(to);
    expect([reply.status, reply.body]).toEqual([known.status, known.body]);
  }
  await w.drainJobs();
  expect(sent()).toBe(before);
});

test('an address that only waits to be proven learns nothing', async () => {
  const ada = await w.line();
  const email = `waiting.${process.pid}@example.com`;
  await ada.call(settings.proposeEmail, { body: { email } });
  await w.drainJobs();
  const before = sent();
  await ask(email);
  await w.drainJobs();
  expect(sent()).toBe(before);
});

test('a number is told five times an hour at most, however many ask', async () => {
  const ada = await w.line();
  await w.drainJobs();
  const before = sent();
  for (let n = 0; n < 8; n += 1) expect((await ask(String(ada.cell))).status).toBe(202);
  await w.drainJobs();
  expect(sent()).toBe(before + 5);
});

test('what was typed is in no job in clear', async () => {
  await ask('secret.person@example.com');
  const jobs = await w.pool.query('select payload::text from graphile_worker._private_jobs');
  expect(JSON.stringify(jobs.rows)).not.toContain('secret.person');
});
