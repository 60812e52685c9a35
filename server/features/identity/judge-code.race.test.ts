import { afterAll, beforeAll, expect, test } from 'vitest';
import { seconds } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import { bareLines } from '#test/bare-lines.ts';
import { type World, world } from '#test/world.ts';
import { type Challenge, sendCode } from './challenge.ts';
import { consume, judgeCode } from './judge-code.ts';
import { withLine } from './with-line.ts';

type Racer = Awaited<ReturnType<typeof bareLines>>[number];

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

let asked = 0;
/** A code mailed to a line, each asked for from an address of its own, so that only the guesses are limited. */
async function codeFor(racer: Racer): Promise<{ challenge: Challenge; code: string; wrong: string }> {
  asked += 1;
  const ip = `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`;
  const challenge = await withLine(w.db, racer, (tx, line) =>
    sendCode(tx, w.deps, line, { purpose: 'password', channel: 'mail', target: racer.email, ip }),
  );
  await w.drainJobs();
  const code = /\b\d{6}\b/.exec(w.mails().findLast((mail) => mail.id === challenge.id)?.text ?? '')?.[0];
  if (!code) throw new Error('no code was mailed');
  return { challenge, code, wrong: code === '000000' ? '000001' : '000000' };
}

/** What a guess came to: 'right', or the code of its refusal. A fault ends the test. */
const guess = (racer: Racer, code: string): Promise<string> =>
  judgeCode(w.deps, racer, { purpose: 'password', code, sessionId: undefined }).then(
    () => 'right',
    (error: unknown) => {
      if (error instanceof AppError) return error.spec.code;
      throw error;
    },
  );

const countOf = (results: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(results, (one) => one)].map(([name, all]) => [name, all.length]));

test('of 100 guesses at once at each of 150 codes exactly five are judged', { timeout: 240_000 }, async () => {
  const racers = await bareLines(w, 150);
  const codes = [];
  for (const racer of racers) codes.push({ racer, ...(await codeFor(racer)) });
  const results: string[][] = codes.map(() => []);
  for (let from = 0; from < codes.length; from += 5) {
    await Promise.all(
      codes
        .slice(from, from + 5)
        .flatMap(({ racer, wrong }, at) =>
          Array.from({ length: 100 }, async () => results[from + at]?.push(await guess(racer, wrong))),
        ),
    );
  }
  expect(results.map(countOf)).toEqual(codes.map(() => ({ 'identity.code_wrong': 5, 'identity.code_used_up': 95 })));
  // The budget is gone for the owner too: the right code comes too late.
  const [first] = codes;
  expect(first && (await guess(first.racer, first.code))).toBe('identity.code_used_up');
});

test('a right code beside four wrong ones in flight is accepted, 60 times of 60', { timeout: 120_000 }, async () => {
  const racers = await bareLines(w, 60);
  let accepted = 0;
  for (const racer of racers) {
    const { code, wrong } = await codeFor(racer);
    const right = async () => {
      const judged = await judgeCode(w.deps, racer, { purpose: 'password', code, sessionId: undefined });
      await withLine(w.db, racer, (tx) => consume(tx, w.deps, judged));
      accepted += 1;
      return 'right';
    };
    const place = accepted % 5;
    await Promise.all(Array.from({ length: 5 }, (_, n) => (n === place ? right() : guess(racer, wrong))));
  }
  expect(accepted).toBe(60);
});

test('a right code sent twenty times at once does its act once', async () => {
  const racers = await bareLines(w, 20);
  for (const racer of racers) {
    const { code } = await codeFor(racer);
    const use = async () => {
      const judged = await judgeCode(w.deps, racer, { purpose: 'password', code, sessionId: undefined });
      await withLine(w.db, racer, (tx) => consume(tx, w.deps, judged));
    };
    const results = await Promise.allSettled(Array.from({ length: 20 }, use));
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  }
});

test('a new code does not bring back guesses: twenty an hour and line, then even the right one waits', async () => {
  const [racer] = await bareLines(w, 1);
  if (!racer) throw new Error('no line');
  for (let round = 0; round < 4; round += 1) {
    const { wrong } = await codeFor(racer);
    for (let n = 0; n < 5; n += 1) expect(await guess(racer, wrong)).toBe('identity.code_wrong');
    w.clock.advance(seconds(31));
  }
  const last = await codeFor(racer);
  expect(await guess(racer, last.code)).toBe('identity.guesses_spent');
  expect(await guess(racer, last.code)).toBe('identity.guesses_spent');
  const [row] = (await w.pool.query('select attempts from challenge where id = $1', [last.challenge.id])).rows;
  expect(row.attempts).toBe(0);
});

test('the first guesses free themselves after an hour, and a success gives all of them back', async () => {
  const [racer] = await bareLines(w, 1);
  if (!racer) throw new Error('no line');
  for (let round = 0; round < 4; round += 1) {
    const { wrong } = await codeFor(racer);
    for (let n = 0; n < 5; n += 1) await guess(racer, wrong);
    w.clock.advance(seconds(31));
  }
  w.clock.advance(seconds(3600));
  const fresh = await codeFor(racer);
  const judged = await judgeCode(w.deps, racer, { purpose: 'password', code: fresh.code, sessionId: undefined });
  await withLine(w.db, racer, (tx) => consume(tx, w.deps, judged));
  const left = await w.pool.query('select 1 from limit_window where key like $1', [`guess:%:${racer.lineId}`]);
  expect(left.rowCount).toBe(0);
});
