import { pino } from 'pino';
import { Type } from 'typebox';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '#test/database.ts';
import { type Attempt, defineJob, enqueue, handle } from './jobs.ts';
import { drainJobs, startWorker } from './worker.ts';

const { db, pool, close } = await testDatabase();
afterAll(close);
const log = pino({ level: 'silent' });
const soon = () =>
  pool.query('update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null');

test('a job exists exactly if the write it came with does', async () => {
  const kind = defineJob({ name: 'test.with-write', payload: Type.Object({ n: Type.Integer() }) });
  const ran: number[] = [];
  await expect(
    db.transaction(async (tx) => {
      await enqueue(tx, kind, { n: 1 });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await db.transaction((tx) => enqueue(tx, kind, { n: 2 }));
  await drainJobs(pool, [handle(kind, async ({ n }) => void ran.push(n))], log);
  expect(ran).toEqual([2]);
});

test('a job that fails comes back until its last attempt, and is told which that is', async () => {
  const kind = defineJob({ name: 'test.fails', payload: Type.Object({}), maxAttempts: 3 });
  const attempts: Omit<Attempt, 'jobId'>[] = [];
  await enqueue(db, kind, {});
  for (let round = 0; round < 5; round += 1) {
    const handler = handle(kind, async (_, { number, last }) => {
      attempts.push({ number, last });
      throw new Error('not yet');
    });
    await drainJobs(pool, [handler], log);
    await soon();
  }
  expect(attempts).toEqual([
    { number: 1, last: false },
    { number: 2, last: false },
    { number: 3, last: true },
  ]);
});

test('a payload that is not of its shape never reaches the handler', async () => {
  const kind = defineJob({ name: 'test.shape', payload: Type.Object({ n: Type.Integer() }), maxAttempts: 1 });
  const ran: number[] = [];
  await pool.query("select graphile_worker.add_job('test.shape', $1::json, max_attempts := 1)", ['{"n":"two"}']);
  await drainJobs(pool, [handle(kind, async ({ n }) => void ran.push(n))], log);
  expect(ran).toEqual([]);
  const { rows } = await pool.query("select last_error from graphile_worker.jobs where task_identifier = 'test.shape'");
  expect(rows[0].last_error).toContain('not of its shape');
});

test('of two jobs with one key the later stands; a job for later waits', async () => {
  const kind = defineJob({ name: 'test.key', payload: Type.Object({ n: Type.Integer() }) });
  const ran: number[] = [];
  await enqueue(db, kind, { n: 1 }, { key: 'one' });
  await enqueue(db, kind, { n: 2 }, { key: 'one' });
  await enqueue(db, kind, { n: 3 }, { runAt: new Date(Date.now() + 3_600_000) });
  await drainJobs(pool, [handle(kind, async ({ n }) => void ran.push(n))], log);
  expect(ran).toEqual([2]);
});

test('200 jobs worked by two workers run once each, and stopping waits for those that run', async () => {
  const kind = defineJob({ name: 'test.many', payload: Type.Object({ n: Type.Integer() }) });
  const begun: number[] = [];
  const done: number[] = [];
  const handler = handle(kind, async ({ n }) => {
    begun.push(n);
    await new Promise((resolve) => setTimeout(resolve, 5));
    done.push(n);
  });
  for (let n = 0; n < 200; n += 1) await enqueue(db, kind, { n });
  const workers = await Promise.all([startWorker(pool, [handler], log), startWorker(pool, [handler], log)]);
  await expect.poll(() => begun.length, { timeout: 20_000 }).toBe(200);
  await Promise.all(workers.map((worker) => worker.stop()));
  expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n));
});

test('the job of a worker that was killed is worked again, that of one that lives is left alone', async () => {
  const kind = defineJob({ name: 'test.killed', payload: Type.Object({ n: Type.Integer() }) });
  const ran: number[] = [];
  let finish = () => {};
  const long = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const handler = handle(kind, async ({ n }) => {
    ran.push(n);
    if (n === 1) await long;
  });
  const living = await startWorker(pool, [handler], log);
  await enqueue(db, kind, { n: 1 });
  await expect.poll(() => ran).toEqual([1]);
  await enqueue(db, kind, { n: 2 }, { runAt: new Date(Date.now() + 3_600_000) });
  // As a killed process leaves its jobs.
  await pool.query(
    "update graphile_worker._private_jobs set locked_by = 'worker-that-died', locked_at = now(), attempts = 1, run_at = now() where locked_by is null",
  );
  await pool.query("update graphile_worker._private_jobs set locked_at = now() - interval '1 minute'");
  const other = await startWorker(pool, [handler], log);
  await expect.poll(() => ran, { timeout: 5000 }).toEqual([1, 2]);
  finish();
  await Promise.all([living.stop(), other.stop()]);
  expect(ran).toEqual([1, 2]);
});

test('of waiting jobs the one of lower priority number goes first', async () => {
  const kind = defineJob({ name: 'test.priority', payload: Type.Object({ n: Type.Integer() }) });
  const ran: number[] = [];
  await enqueue(db, kind, { n: 1 }, { priority: 10 });
  await enqueue(db, kind, { n: 2 });
  await drainJobs(pool, [handle(kind, async ({ n }) => void ran.push(n))], log);
  expect(ran).toEqual([2, 1]);
});

test('workers hear once of jobs that are added together, and not of those for later', async () => {
  const kind = defineJob({ name: 'test.heard', payload: Type.Object({}) });
  const ear = await pool.connect();
  const heard: string[] = [];
  onTestFinished(() => ear.release(true));
  ear.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await ear.query('listen "jobs:insert"');
  // What was added earlier has been told by then.
  await new Promise((done) => setTimeout(done, 200));
  await db.transaction(async (tx) => {
    await enqueue(tx, kind, {});
    await enqueue(tx, kind, {}, { afterMs: 60_000 });
    await enqueue(tx, kind, {});
  });
  await expect.poll(() => heard.at(-1)).toBe('{"count":2}');
});
