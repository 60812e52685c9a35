import { pino } from 'pino';
import { expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { settings } from '#contract/settings.ts';
import { minutes, seconds } from '#server/platform/clock.ts';
import { drainJobs } from '#server/platform/jobs/worker.ts';
import { freshNumber, password, type Reply, world } from '#test/world.ts';
import { createApp } from './app.ts';
import { allJobs } from './worker.ts';

test('the log, at its most talkative, holds no code, token, password, key, whole number or text', {
  timeout: 60_000,
}, async () => {
  const w = await world();
  const lines: string[] = [];
  const log = pino({ level: 'trace', base: undefined }, { write: (line: string) => void lines.push(line) });
  const deps = { ...w.deps, log };
  const app = await createApp(deps);
  const secrets = new Map<string, string>();
  const call = async (spec: { method: string; path: string }, body?: unknown, cookie = ''): Promise<Reply> => {
    const reply = await app.inject({
      method: spec.method as 'POST', // the contract's methods are all of inject's
      url: spec.path,
      headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
    const [set] = reply.cookies;
    if (set?.value) secrets.set(`session ${secrets.size}`, set.value);
    const json = String(reply.headers['content-type']).includes('json');
    return {
      status: reply.statusCode,
      body: json ? JSON.parse(reply.body) : '',
      headers: reply.headers,
      cookie: set && `${set.name}=${set.value}`,
    };
  };
  const work = async () => {
    for (let round = 0; round < 4; round += 1) {
      await w.pool.query(
        'update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null',
      );
      await drainJobs(w.pool, allJobs(deps), log);
    }
  };
  const lastText = (to: string) => w.texts().findLast((text) => text.to === to)?.text ?? '';
  const codeIn = (to: string) => {
    const code = /#(\d{6})$/.exec(lastText(to))?.[1] ?? '';
    expect(code).toMatch(/^\d{6}$/);
    secrets.set(`code ${secrets.size}`, code).set(`text ${secrets.size}`, lastText(to).slice(6, 60));
    return code;
  };

  const cell = freshNumber();
  const newCell = freshNumber();
  const email = `quiet.${process.pid}@example.com`;
  const newPassword = 'another staple for the horse 77';
  for (const [name, value] of Object.entries({ password, newPassword, cell, newCell, wrong: 'a wrong password typed' }))
    secrets.set(name, value);

  const up = await call(identity.signUp, {
    company: 'Quiet',
    name: 'Ada',
    username: `quiet${process.pid}`,
    password,
    cell,
    email,
  });
  expect(up.status).toBe(201);
  await work();
  await call(settings.verifyCell, { code: '000000' }, up.cookie);
  expect((await call(settings.verifyCell, { code: codeIn(cell) }, up.cookie)).status).toBe(200);
  const link = /\/link#([\w-]+)/.exec(w.mails().findLast((mail) => mail.to === email)?.text ?? '')?.[1] ?? '';
  secrets.set('link', link);
  expect((await call(identity.useLink, { token: link, does: 'confirm-email' })).status).toBe(200);

  const shown = await call(settings.showKey, undefined, up.cookie);
  secrets.set('api key', shown.body.key);
  w.carrier.mode = 'refuses';
  expect((await call(settings.proposeCell, { number: newCell }, up.cookie)).status).toBe(202);
  await work();
  w.carrier.mode = 'down';
  w.clock.advance(seconds(31));
  await call(settings.resendCell, undefined, up.cookie);
  await work();
  w.carrier.mode = 'takes';
  await work();
  codeIn(newCell);

  await call(identity.signIn, { username: `quiet${process.pid}`, password: 'a wrong password typed' });
  w.clock.advance(minutes(11));
  await call(identity.prove, { password: 'a wrong password typed' }, up.cookie);
  await call(identity.prove, { password }, up.cookie);
  const { ticket } = (await call(identity.forgotPassword, { username: `quiet${process.pid}` })).body;
  secrets.set('ticket', ticket);
  await call(identity.forgotUsername, { to: cell });
  await work();
  const resetText = w.texts().findLast((text) => text.to === cell && /#\d{6}$/.test(text.text))?.text ?? '';
  const reset = /#(\d{6})$/.exec(resetText)?.[1] ?? '';
  secrets.set('reset', reset);
  expect((await call(identity.finishForgotPassword, { ticket, code: reset, newPassword })).status).toBe(204);
  await work();

  const written = lines.join('');
  // The log was written to: jobs that failed and texts that were refused are in it, with the last four digits at most.
  expect(written).toContain('carrier refused a text');
  expect(written).toContain(newCell.slice(-4));
  for (const [name, secret] of secrets) {
    expect(secret.length, name).toBeGreaterThan(5);
    expect(written.includes(secret), `${name} is in the log`).toBe(false);
  }
  for (const number of [cell, newCell]) expect(written).not.toContain(number.slice(2));
  await app.close();
  await w.close();
});
