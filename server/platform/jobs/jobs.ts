import { type SQL, sql } from 'drizzle-orm';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { afterCommit } from '#server/platform/db/after-commit.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';

/** A kind of job: its name in the job table and the shape of its payload. */
export interface JobKind<S extends TSchema> {
  readonly name: string;
  readonly payload: S;
  readonly maxAttempts: number;
}

export const defineJob = <const S extends TSchema>(kind: {
  name: string;
  payload: S;
  maxAttempts?: number;
}): JobKind<S> => ({ maxAttempts: 25, ...kind });

export interface EnqueueOptions {
  readonly runAt?: Date;
  /** Instead of `runAt`: so many milliseconds from now, by the database's clock. */
  readonly afterMs?: number;
  /** A second job with the same key replaces the first while that waits. */
  readonly key?: string;
  /** Jobs of one queue run one after another. */
  readonly queue?: string;
  /** Lower goes first; 0 unless given. */
  readonly priority?: number;
  /** A waiting job of the same key keeps its time: what comes again and again must not put it off for ever. */
  readonly keepRunAt?: boolean;
}

/** Adds a job inside the caller's transaction: it exists exactly if the write does (R8). */
export async function enqueue<S extends TSchema>(
  db: Db,
  kind: JobKind<S>,
  payload: Static<S>,
  options: EnqueueOptions = {},
): Promise<void> {
  await (afterCommit(db) ? addQuietly : addAloud)(db, [
    kind.name,
    JSON.stringify(payload),
    options.queue ?? null,
    options.runAt ?? null,
    options.afterMs ?? 0,
    kind.maxAttempts,
    options.key ?? null,
    options.priority ?? null,
    options.keepRunAt ? 'preserve_run_at' : 'replace',
  ]);
  // A job for later is found when its time has come. Workers look every second anyway: a word that is lost costs one.
  const isDue = !options.afterMs && (options.runAt === undefined || options.runAt.getTime() <= Date.now());
  if (isDue) afterCommit(db)?.({ channel, name: '', words: (times) => JSON.stringify({ count: times }) });
}

/** Adds a job for later, as a part (`$with`) of the statement that writes what it is about: it exists exactly if that does. Runs where that part is read. */
export const jobForLater = <S extends TSchema>(
  kind: JobKind<S>,
  payload: Static<S>,
  { afterMs, key }: { readonly afterMs: number; readonly key: string },
): SQL =>
  sql`select add_job_quietly(${kind.name}, ${JSON.stringify(payload)}::json, null, now() + ${afterMs}::float8 * interval '1 millisecond',
    ${kind.maxAttempts}::int, ${key}, null, 'replace') as later`;

const channel = 'jobs:insert';

/**
 * Tells the workers, once `db` has committed, that there is a job. For statements that select `wake_job(name)`: it adds the one job
 * of a kind that looks for all there is to do, or holds the one that waits until the commit, so that it sees what was written.
 */
export const nudge = (db: Db, job: string): void =>
  // However often it is woken, it is one job: one worker comes.
  afterCommit(db)?.({ channel, name: job, words: () => JSON.stringify({ count: 1 }) });

const values = `$1, $2::json, $3, coalesce($4::timestamptz, now() + $5 * interval '1 millisecond'), $6::int, $7, $8::int`;
const addQuietly = statement('add_job_quietly', `select add_job_quietly(${values}, $9)`);
const addAloud = statement('add_job', `select graphile_worker.add_job(${values}, job_key_mode := $9)`);

/** What a handler is told beside its payload. */
export interface Attempt {
  readonly jobId: string;
  /** 1 on the first run. */
  readonly number: number;
  readonly last: boolean;
}

export interface JobHandler {
  readonly name: string;
  /** Also runs by itself, at the minutes (UTC) of this cron pattern, in one of all workers. */
  readonly every?: string;
  run(payload: unknown, attempt: Attempt): Promise<void>;
}

/** Joins a kind of job to its handler; the payload is checked on the way in, like every edge. */
export function handle<S extends TSchema>(
  kind: JobKind<S>,
  run: (payload: Static<S>, attempt: Attempt) => Promise<void>,
  options: { readonly every?: string } = {},
): JobHandler {
  const check = Compile(kind.payload);
  return {
    name: kind.name,
    ...options,
    run(payload, attempt) {
      if (!check.Check(payload)) return Promise.reject(new Error(`job ${kind.name}: its payload is not of its shape`));
      return run(payload as Static<S>, attempt); // Check has just said so
    },
  };
}
