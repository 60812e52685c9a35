import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { after, days, hours, minutes } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { bareLines } from '#test/bare-lines.ts';
import { expectTrueBooks } from '#test/books.ts';
import { type World, world } from '#test/world.ts';
import { count, holdGroup, release, reserve, spend } from './index.ts';
import { openCycle } from './open-cycle.ts';
import { releaseExpired } from './release.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

type Ref = Awaited<ReturnType<typeof bareLines>>[number];
const inTx = <T>(act: (tx: Db) => Promise<T>) => w.db.transaction((tx) => act(tx));
const onPlan = async (ref: Ref, plan: string) => {
  await w.pool.query('update company set plan = $2 where id = $1', [ref.companyId, plan]);
  return ref;
};
const meter = 'messages' as const;

/** What may go wrong in a race without anything being wrong. */
const isExpected = (error: unknown) =>
  error instanceof Error &&
  (/^(Account Limits Reached|crash)$/.test(error.message) || error.message.startsWith('nothing is reserved'));

test('50 messages and 200 sends of 1 at once: exactly 50 are let in, ten times over', {
  timeout: 120_000,
}, async () => {
  for (const ref of await bareLines(w, 10)) {
    await onPlan(ref, 'trial');
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, (_, at) =>
        inTx((tx) =>
          reserve(tx, w.deps, { ...ref, meter, key: `send:${at}`, units: 1, until: after(w.clock.now(), hours(1)) }),
        ),
      ),
    );
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(50);
    expect(results.every((one) => one.status === 'fulfilled' || isExpected(one.reason))).toBe(true);
    await expectTrueBooks(w, ref.companyId, 50);
  }
});

test('the same reservation, entry and group asked for twenty times at once is one', { timeout: 60_000 }, async () => {
  const [ref] = await bareLines(w, 1);
  if (!ref) throw new Error('no line');
  await onPlan(ref, 'trial');
  const wish = { ...ref, meter, key: 'send:1', units: 30, until: after(w.clock.now(), hours(1)) };
  const at = w.clock.now();
  const twenty = <T>(once: (tx: Db) => Promise<T>) => Promise.all(Array.from({ length: 20 }, () => inTx(once)));
  await twenty((tx) => reserve(tx, w.deps, wish));
  await twenty((tx) => spend(tx, w.deps, wish, [{ units: 5, key: 'out:1', at }]));
  await twenty((tx) => count(tx, w.deps, [{ ...ref, meter, units: 2, key: 'in:1', at }]));
  await twenty((tx) => holdGroup(tx, w.deps, { ...ref, groupId: '7' }));
  const { rows } = await w.pool.query(
    "select used::int, reserved::int, (select held from company_gauge g where g.company_id = $1) as groups from company_meter where company_id = $1 and meter = 'messages'",
    [ref.companyId],
  );
  expect(rows).toEqual([{ used: 7, reserved: 25, groups: 1 }]);
  await expectTrueBooks(w, ref.companyId, 50);
});

const op = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('reserve' as const),
      n: fc.nat(11),
      units: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('spend' as const), n: fc.nat(11), units: fc.integer({ min: 1, max: 8 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('release' as const), n: fc.nat(11), units: fc.constant(0) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('come in' as const),
      n: fc.nat(30),
      units: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('crash' as const),
      n: fc.nat(11),
      units: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('sweep' as const), n: fc.constant(0), units: fc.constant(0) }),
  },
);
const between = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ms: fc.integer({ min: 0, max: minutes(20) }), zone: fc.constant(undefined) }) },
  { weight: 2, arbitrary: fc.record({ ms: fc.integer({ min: 0, max: days(45) }), zone: fc.constant(undefined) }) },
  // A clock that is set back, and a company that moves.
  { weight: 1, arbitrary: fc.record({ ms: fc.integer({ min: -days(40), max: 0 }), zone: fc.constant(undefined) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ms: fc.integer({ min: 0, max: hours(30) }),
      zone: fc.constantFrom('Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/New_York', 'Europe/London'),
    }),
  },
);
type Op = typeof op extends fc.Arbitrary<infer T> ? T : never;

/** `entry` counts up, but now and then an earlier key comes again. */
function act(ref: Ref, { kind, n, units }: Op, entry: () => string): Promise<unknown> {
  const key = `send:${n}`;
  const now = w.clock.now();
  const wish = { ...ref, meter, key, units, until: after(now, minutes(10)) };
  switch (kind) {
    case 'reserve':
      return inTx((tx) => reserve(tx, w.deps, wish));
    case 'spend':
      return inTx((tx) =>
        spend(tx, w.deps, wish, [
          { units, key: entry(), at: now },
          { units: 1, key: entry(), at: after(now, -hours(30)) },
        ]),
      );
    case 'release':
      return inTx((tx) => release(tx, w.deps, wish));
    case 'come in':
      return inTx((tx) => count(tx, w.deps, [{ ...ref, meter, units, key: `in:${n}`, at: now }]));
    case 'crash':
      return inTx(async (tx) => {
        await reserve(tx, w.deps, { ...wish, key: `${key}:lost` });
        await spend(tx, w.deps, { ...wish, key: `${key}:lost` }, [{ units: 1, key: entry(), at: now }]);
        throw new Error('crash');
      });
    case 'sweep':
      return releaseExpired(w.deps);
  }
}

test('any interleaving of reserving, confirming, releasing, crashing and turning cycles keeps the books true', {
  timeout: 300_000,
}, async () => {
  const rounds = fc.array(fc.tuple(between, fc.array(op, { minLength: 1, maxLength: 7 })), {
    minLength: 1,
    maxLength: 10,
  });
  await fc.assert(
    fc.asyncProperty(rounds, async (story) => {
      const [ref] = await bareLines(w, 1);
      if (!ref) throw new Error('no line');
      await onPlan(ref, 'lite');
      await w.pool.query("update plan_allowance set allowance = 60 where plan_id = 'lite' and meter = 'messages'");
      let made = 0;
      const entry = () => {
        made += 1;
        return `out:${made % 7 === 0 ? made - 3 : made}`;
      };
      for (const [{ ms, zone }, ops] of story) {
        w.clock.advance(ms);
        if (zone) await w.pool.query('update company set time_zone = $2 where id = $1', [ref.companyId, zone]);
        const results = await Promise.allSettled(ops.map((one) => act(ref, one, entry)));
        for (const one of results) if (one.status === 'rejected' && !isExpected(one.reason)) throw one.reason;
        await expectTrueBooks(w, ref.companyId, 60);
      }
      // In the end whatever nobody confirmed comes back, also where the clock was set back.
      w.clock.advance(days(500));
      await releaseExpired(w.deps);
      const left = await w.pool.query('select sum(reserved)::int as n from company_meter where company_id = $1', [
        ref.companyId,
      ]);
      expect(left.rows[0].n ?? 0).toBe(0);
      await expectTrueBooks(w, ref.companyId, 60);
    }),
    { numRuns: 25 },
  );
});

test('who looks whether a cycle is over holds up nobody who uses it', async () => {
  const [ref] = await bareLines(w, 1);
  if (!ref) throw new Error('no line');
  await onPlan(ref, 'lite');
  await inTx((tx) => openCycle(tx, w.deps, ref.companyId));
  const at = w.clock.now();
  const wish = { ...ref, meter, key: 'send:1', units: 5, until: after(at, minutes(10)) };
  let counted: Promise<unknown> | undefined;
  await inTx(async (tx) => {
    await reserve(tx, w.deps, wish);
    const looked = Promise.withResolvers<void>();
    counted = inTx(async (other) => {
      await openCycle(other, w.deps, ref.companyId);
      looked.resolve();
      await count(other, w.deps, [{ ...ref, meter, units: 2, key: 'in:1', at }]); // waits for the meter
    });
    await looked.promise;
    await pause(100);
    // A meter written for the second time makes PostgreSQL look at its cycle again.
    await spend(tx, w.deps, wish, [{ units: 1, key: 'out:1', at }]);
  });
  await counted;
  await expectTrueBooks(w, ref.companyId, 500);
});

test('processes killed while they reserve and spend lose nothing and let nothing in above the limit', {
  timeout: 120_000,
}, async () => {
  const [ref] = await bareLines(w, 1);
  if (!ref) throw new Error('no line');
  await onPlan(ref, 'starter');
  const start = async (name: number) => {
    const child = spawn(
      process.execPath,
      ['test/plan-child.ts', w.databaseUrl, JSON.stringify(ref), String(name), w.clock.now().toISOString()],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    return child;
  };
  for (let round = 0; round < 3; round += 1) {
    const children = await Promise.all([start(round * 2), start(round * 2 + 1)]);
    await pause(150 + round * 60);
    for (const child of children) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    // What their connections had begun is rolled back as PostgreSQL notices that they are gone.
    await expect
      .poll(
        async () =>
          (await w.pool.query("select 1 from pg_stat_activity where application_name = 'plan child'")).rowCount,
      )
      .toBe(0);
    await expectTrueBooks(w, ref.companyId, 2000);
  }
  const { rows } = await w.pool.query(
    'select count(*)::int as reservations, count(*) filter (where ended_at is null)::int as open from usage_reservation where company_id = $1',
    [ref.companyId],
  );
  expect(rows[0].reservations).toBeGreaterThan(0);
  w.clock.advance(hours(2));
  await releaseExpired(w.deps);
  const left = await w.pool.query('select reserved::int from company_meter where company_id = $1 and meter = $2', [
    ref.companyId,
    meter,
  ]);
  expect(left.rows.map((row) => row.reserved)).toEqual([0]);
  await expectTrueBooks(w, ref.companyId, 2000);
});
