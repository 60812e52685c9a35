import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { consume, judgeCode, setPassword, withLine } from '#server/features/identity/index.ts';
import { clearUses } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { cancelCell } from './cancel-cell.ts';
import { proposeCell } from './propose-cell.ts';
import { readSettings } from './read-settings.ts';
import { verifyCell } from './verify-cell.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const trials = 1500;
const lanes = 10;

/** The outcome of an act: done, or the code of its refusal. Faults (a deadlock, for one) fail the test. */
const outcomeOf = async (act: Promise<unknown>): Promise<string> => {
  try {
    await act;
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.spec.code;
    throw error;
  }
};

async function callerFor(of: Awaited<ReturnType<World['line']>>): Promise<Caller> {
  const [session] = await w.rows(sql`select id::text from session where line_id = ${of.lineId}`);
  // As signing in would make it; the acts are called without the web server, whose speed is not what is tried here.
  return {
    companyId: of.companyId,
    lineId: of.lineId,
    roles: ['admin'],
    sessionId: session?.id as Caller['sessionId'],
    keyId: undefined,
    scopes: undefined,
    provenAt: w.clock.now(),
    origin: { ip: '192.0.2.1', userAgent: 'test' },
  };
}

/** Proposes a number and answers its code, with the limits out of the way: on sending, and on guesses (a right code that lost to a cancellation is one). */
async function proposed(deps: Deps, caller: Caller, number: PhoneNumber): Promise<string> {
  await clearUses(deps.db, [
    'codes:from:192.0.2.1',
    `codes:line:${caller.lineId}`,
    `codes:to:${number}`,
    `guess:cell:${caller.lineId}`,
  ]);
  await deps.db.execute(sql`delete from code_country_day`);
  await proposeCell(deps, caller, number);
  const [job] = await w.rows(sql`
    select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'identity.deliver-code' and payload->>'companyId' = ${caller.companyId} order by j.id desc limit 1`);
  const payload = job?.payload as { sealed: string }; // as `sendCode` enqueues it
  return deps.secrets.open('code', Buffer.from(payload.sealed, 'base64'));
}

test(`confirm, cancel and password change at once, ${trials} times: no deadlock, no half state`, {
  timeout: 300_000,
}, async () => {
  const outcomes = new Map<string, number>();
  const lane = async () => {
    const line = await w.line();
    const caller = await callerFor(line);
    for (let trial = 0; trial < trials / lanes; trial += 1) {
      const before = (await readSettings(w.deps, caller)).cell.number;
      const number = freshNumber();
      const code = await proposed(w.deps, caller, number);
      const [verified, cancelled, changed] = await Promise.all([
        outcomeOf(verifyCell(w.deps, caller, code)),
        outcomeOf(cancelCell(w.deps, caller)),
        // The hash is made up: making a real one takes longer than the race.
        outcomeOf(
          withLine(w.deps.db, caller, (tx, current) =>
            setPassword(tx, w.deps, current, `hash ${trial}`, {
              actor: caller,
              endOthers: true,
              keep: caller.sessionId,
            }),
          ),
        ),
      ]);
      expect(changed).toBe('done');
      expect([verified, cancelled].filter((one) => one === 'done').length).toBeLessThanOrEqual(1);
      expect(['done', 'settings.nothing_waiting', 'identity.code_none']).toContain(verified);
      expect(['done', 'settings.nothing_waiting']).toContain(cancelled);
      const after = (await readSettings(w.deps, caller)).cell;
      expect(after).toMatchObject({ number: verified === 'done' ? number : before, waiting: null });
      const key = `${verified} / ${cancelled}`;
      outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
    }
    const left = await w.rows(sql`
      select (select count(*)::int from pending_change where line_id = ${caller.lineId} and state = 'open') as open,
        (select count(*)::int from challenge where line_id = ${caller.lineId} and consumed_at is null and superseded_at is null) as live,
        (select count(*)::int from pending_change p where line_id = ${caller.lineId} and state = 'confirmed'
          and not exists (select 1 from challenge c where c.change_id = p.id and c.consumed_at is not null)) as unproven`);
    expect(left).toEqual([{ open: 0, live: 0, unproven: 0 }]);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  // Each of the three must have won some of the time, or nothing raced.
  expect(outcomes.get('done / settings.nothing_waiting') ?? 0).toBeGreaterThan(0);
  expect([...outcomes].some(([key, times]) => key.endsWith('/ done') && times > 0)).toBe(true);
  expect([...outcomes.values()].reduce((sum, times) => sum + times, 0)).toBe(trials);
});

test('a right code typed twice at once verifies once, 100 times', { timeout: 120_000 }, async () => {
  const line = await w.line();
  const caller = await callerFor(line);
  for (let trial = 0; trial < 100; trial += 1) {
    const code = await proposed(w.deps, caller, freshNumber());
    const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(verifyCell(w.deps, caller, code))));
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
  }
  const events = await w.rows(
    sql`select count(*)::int as n from security_event where line_id = ${caller.lineId} and kind = 'cell.changed'`,
  );
  expect(events).toEqual([{ n: 100 }]);
});

test('a code judged right is worth nothing once the change it was for is replaced', async () => {
  const line = await w.line();
  const caller = await callerFor(line);
  const code = await proposed(w.deps, caller, freshNumber());
  const judged = await judgeCode(w.deps, caller, { purpose: 'cell', code, sessionId: caller.sessionId });
  await proposed(w.deps, caller, freshNumber());
  expect(await outcomeOf(withLine(w.deps.db, caller, (tx) => consume(tx, w.deps, judged)))).toBe('identity.code_none');
});
