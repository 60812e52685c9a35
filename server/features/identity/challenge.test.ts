import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { hours, minutes, seconds } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import { bareLines } from '#test/bare-lines.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { type CodeOrder, sendCode } from './challenge.ts';
import { countCodeUsed } from './country-codes.ts';
import { judgeCode } from './judge-code.ts';
import { withLine } from './with-line.ts';

type Racer = Awaited<ReturnType<typeof bareLines>>[number];

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
// Days apart, so that what one test counted is no matter to the next.
beforeEach(() => w.clock.advance(hours(48)));

let n = 0;
const freshIp = () => `10.9.${n >> 8}.${n++ & 255}`;
/** 'sent', or the code of the refusal. */
const send = (racer: Racer, order: Partial<CodeOrder> = {}): Promise<string> =>
  withLine(w.db, racer, (tx, line) =>
    sendCode(tx, w.deps, line, { purpose: 'password', channel: 'text', target: racer.cell, ip: freshIp(), ...order }),
  ).then(
    () => 'sent',
    (error: unknown) => {
      if (error instanceof AppError) return error.spec.code;
      throw error;
    },
  );
async function oneLine(): Promise<Racer> {
  const [racer] = await bareLines(w, 1);
  if (!racer) throw new Error('no line');
  return racer;
}
const sent = (results: readonly string[]) => results.filter((one) => one === 'sent').length;

test('a second code to the same target waits 30 seconds', async () => {
  const racer = await oneLine();
  expect(await send(racer)).toBe('sent');
  w.clock.advance(seconds(30) - 1);
  expect(await send(racer)).toBe('identity.codes_too_soon');
  w.clock.advance(1);
  expect(await send(racer)).toBe('sent');
});

test('one number gets five codes an hour, whichever lines and purposes they are for', async () => {
  const target = freshNumber();
  const racers = await bareLines(w, 12);
  const purposes = ['password', 'cell', 'forgot'] as const;
  const results = await Promise.all(
    racers.map((racer, at) => send(racer, { target, purpose: purposes[at % 3] ?? 'cell' })),
  );
  expect(sent(results)).toBe(5);
  expect(results.filter((one) => one === 'identity.codes_spent')).toHaveLength(7);
  w.clock.advance(hours(1));
  expect(await send(await oneLine(), { target })).toBe('sent');
});

test('one line asks for ten codes an hour, whichever numbers they go to', async () => {
  const racer = await oneLine();
  const results = [];
  for (let round = 0; round < 13; round += 1) results.push(await send(racer, { target: freshNumber() }));
  expect(sent(results)).toBe(10);
});

test('one address asks for twenty codes an hour, whichever lines they are for', async () => {
  const racers = await bareLines(w, 26);
  const ip = freshIp();
  expect(sent(await Promise.all(racers.map((racer) => send(racer, { ip }))))).toBe(20);
});

test('a refused code counts against nothing and leaves the one before good', async () => {
  const racer = await oneLine();
  await send(racer);
  const ip = freshIp();
  for (let round = 0; round < 25; round += 1) expect(await send(racer, { ip })).toBe('identity.codes_too_soon');
  w.clock.advance(seconds(31));
  expect(await send(racer, { ip })).toBe('sent');
  const live = await w.pool.query('select 1 from challenge where line_id = $1 and superseded_at is null', [
    racer.lineId,
  ]);
  expect(live.rowCount).toBe(1);
});

test('when hardly any code of a country is used, its codes stop for the day', { timeout: 60_000 }, async () => {
  const racers = await bareLines(w, 110);
  const results = [];
  for (const racer of racers) results.push(await send(racer));
  expect(sent(results)).toBe(100);
  expect(results.at(-1)).toBe('identity.codes_stopped');
  // A stop for one country is none for another, nor for mail.
  const [racer, other] = await bareLines(w, 2);
  if (!racer || !other) throw new Error('no lines');
  expect(await send(racer, { target: '+16045552671' })).toBe('sent');
  expect(await send(other, { channel: 'mail', target: other.email })).toBe('sent');
  w.clock.advance(hours(24));
  expect(await send(await oneLine())).toBe('sent');
});

test("while a tenth of a country's codes are used, they go on up to its cap, which is exact when all ask at once", {
  timeout: 60_000,
}, async () => {
  const capped = await world({ codesPerCountryPerDay: 120 });
  const racers = await bareLines(capped, 130);
  const order = (racer: Racer) =>
    withLine(capped.db, racer, async (tx, line) => {
      await sendCode(tx, { ...capped.deps, clock: w.clock }, line, {
        purpose: 'password',
        channel: 'text',
        target: racer.cell,
        ip: freshIp(),
      });
      await countCodeUsed(tx, racer.cell, w.clock.now());
    }).then(
      () => 'sent',
      (error: unknown) => {
        if (error instanceof AppError) return error.spec.code;
        throw error;
      },
    );
  expect(sent(await Promise.all(racers.map(order)))).toBe(120);
  await capped.close();
});

test('a code is bound to its line, its session and its purpose', async () => {
  const ada = await w.line();
  const bob = await w.line();
  const ref = { companyId: ada.companyId, lineId: ada.lineId };
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  const code = await w.codeTextedTo(number);
  const other = await w.signIn(ada.username);
  const none = expect.objectContaining({ spec: expect.objectContaining({ code: 'identity.code_none' }) });
  expect((await other.call(settings.verifyCell, { body: { code } })).body.code).toBe('identity.code_none');
  expect((await bob.call(settings.verifyCell, { body: { code } })).body.code).toBe('settings.nothing_waiting');
  await expect(judgeCode(w.deps, ref, { purpose: 'password', code, sessionId: undefined })).rejects.toThrow(none);
  // None of it cost the owner a guess.
  expect((await ada.call(settings.read)).body.cell.waiting.triesLeft).toBe(5);
  expect((await ada.call(settings.verifyCell, { body: { code } })).status).toBe(200);
});

test('a replaced code says so, and an expired one too', async () => {
  const ada = await w.line();
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  const first = await w.codeTextedTo(number);
  w.clock.advance(seconds(31));
  await ada.call(settings.resendCell);
  const second = await w.codeTextedTo(number);
  if (first !== second) {
    expect((await ada.call(settings.verifyCell, { body: { code: first } })).body).toMatchObject({
      code: 'identity.code_replaced',
      detail: { triesLeft: 4 },
    });
  }
  w.clock.advance(minutes(10));
  expect((await ada.call(settings.verifyCell, { body: { code: second } })).body.code).toBe('identity.code_expired');
});

test('codes are nowhere in clear: not in the challenge, not in the job that sends them', async () => {
  const racer = await oneLine();
  const secrets: string[] = [];
  const deps = {
    ...w.deps,
    secrets: {
      ...w.deps.secrets,
      seal: (use: string, text: string) => {
        secrets.push(text);
        return w.deps.secrets.seal(use, text);
      },
    },
  };
  await withLine(w.db, racer, (tx, line) =>
    sendCode(tx, deps, line, { purpose: 'password', channel: 'text', target: racer.cell, ip: freshIp() }),
  );
  const [code] = secrets;
  expect(code).toMatch(/^\d{6}$/);
  const rows = await w.pool.query('select * from challenge where line_id = $1', [racer.lineId]);
  const jobs = await w.pool.query(
    "select payload from graphile_worker._private_jobs where payload->>'challengeId' = $1",
    [rows.rows[0].id],
  );
  expect(jobs.rowCount).toBe(1);
  const { company_id: _c, id: _i, line_id: _l, target: _t, created_at: _a, expires_at: _e, ...rest } = rows.rows[0];
  expect(JSON.stringify(rest)).not.toContain(code);
  expect(
    JSON.stringify(jobs.rows.map((job) => Buffer.from(job.payload.sealed, 'base64').toString('latin1'))),
  ).not.toContain(code);
});
