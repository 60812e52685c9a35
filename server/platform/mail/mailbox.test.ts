import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { commonErrors } from '#contract/endpoint.ts';
import { mailbox } from '#contract/mailbox.ts';
import { AppError } from '#server/platform/errors.ts';
import { createHttp } from '#server/platform/http/http.ts';
import type { App } from '#server/platform/http/mount.ts';
import { createLog } from '#server/platform/log.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { mailboxMailer } from './mailbox-mailer.ts';
import { mailboxRoutes } from './mailbox-routes.ts';
import type { Mail, Mailer } from './mailer.ts';

let database: TestDatabase;
let mailer: Mailer;
let app: App;
let mayEnter: boolean;

beforeAll(async () => {
  database = await testDatabase();
  mailer = mailboxMailer({ pool: database.pool });
});
afterAll(() => database.close());

beforeEach(async () => {
  mayEnter = true;
  await database.pool.query('delete from mailbox_mail');
  app = await createHttp({
    log: createLog('silent'),
    publicUrl: 'http://localhost:3000',
    trustProxy: false,
    async admit(_request, access) {
      if (access.who === 'operator' && !mayEnter) throw new AppError(commonErrors.notAllowed);
      return undefined;
    },
  });
  mailboxRoutes(app, { db: database.db });
});
afterEach(() => app.close());

const mailOf = (id: string, more: Partial<Mail> = {}): Mail => ({
  id,
  to: 'ada@example.com',
  subject: `Mail ${id}`,
  text: 'text',
  html: '<p>html</p>',
  ...more,
});

async function ids(query = ''): Promise<string[]> {
  const reply = await app.inject({ url: `${mailbox.list.path}${query}` });
  return reply.json<{ mails: { id: string }[] }>().mails.map(({ id }) => id);
}

test('what was mailed is listed newest first and can be read', async () => {
  expect(await mailer.send(mailOf('1'))).toEqual({ kind: 'accepted' });
  await mailer.send(mailOf('2', { to: 'bob@example.com' }));
  expect(await ids()).toEqual(['2', '1']);

  const one = await app.inject({ url: '/api/mailbox/1' });
  const { at, ...rest } = one.json();
  expect(rest).toEqual({ id: '1', to: 'ada@example.com', subject: 'Mail 1', text: 'text', html: '<p>html</p>' });
  expect(Math.abs(Date.now() - Date.parse(at))).toBeLessThan(60_000);
});

test('the same mail handed over twice is kept once, as it was first', async () => {
  await mailer.send(mailOf('1'));
  await mailer.send(mailOf('1', { subject: 'again' }));
  const { mails } = (await app.inject({ url: mailbox.list.path })).json();
  expect(mails).toMatchObject([{ id: '1', subject: 'Mail 1' }]);
});

test('mail to one address can be asked for, however it is written', async () => {
  await mailer.send(mailOf('1'));
  await mailer.send(mailOf('2', { to: 'Bob@example.com' }));
  expect(await ids('?to=BOB@example.com')).toEqual(['2']);
  expect(await ids('?to=nobody@example.com')).toEqual([]);
});

test('pages of fifty lose nothing and repeat nothing, even when all were mailed in the same moment', async () => {
  for (let n = 0; n < 120; n += 1) await mailer.send(mailOf(String(1000 + n)));
  await database.pool.query(`update mailbox_mail set at = '2026-11-24T00:00:00Z'`);
  const seen: string[] = [];
  for (let page = await ids(); page.length > 0; page = await ids(`?before=${seen.at(-1)}`)) seen.push(...page);
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
});

test('a mail that is not there is not found', async () => {
  const reply = await app.inject({ url: '/api/mailbox/404' });
  expect(reply.statusCode).toBe(404);
  expect(reply.json()).toMatchObject({ code: 'request.not_found' });
});

test('who may not see the outside world reads nobody’s mail', async () => {
  await mailer.send(mailOf('1'));
  mayEnter = false;
  for (const url of [mailbox.list.path, '/api/mailbox/1']) {
    const reply = await app.inject({ url });
    expect(reply.statusCode).toBe(403);
    expect(reply.body).not.toContain('Mail 1');
  }
});

test('the mailbox says whether it can take mail', async () => {
  await expect(mailer.check()).resolves.toBeUndefined();
});
