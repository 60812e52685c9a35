import { sql } from 'drizzle-orm';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Db } from '#server/platform/db/db.ts';

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
  await db.execute(sql`select graphile_worker.add_job(${kind.name}, payload := ${JSON.stringify(payload)}::json, run_at := coalesce(${options.runAt?.toISOString() ?? null}::timestamptz, now() + ${options.afterMs ?? 0} * interval '1 millisecond'),
    job_key := ${options.key ?? null}, queue_name := ${options.queue ?? null}, max_attempts := ${kind.maxAttempts},
    priority := ${options.priority ?? null}, job_key_mode := ${options.keepRunAt ? 'preserve_run_at' : 'replace'})`);
}

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
