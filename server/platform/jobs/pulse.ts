import type pg from 'pg';
import type { Log } from '#server/platform/log.ts';

export interface Pulse {
  /** Workers of this process have begun, in whose name jobs are taken. */
  add(workers: string): void;
  stop(): Promise<void>;
}

// Any number, the same in every process: the class of the locks by which workers show that they live.
const lockClass = 415_015;
const everyMs = 10_000;

/**
 * Shows the other processes which workers of this one live, and frees the jobs of those that died: a process that is killed
 * cannot give its jobs back, and they would wait for hours. Each worker's lock lies on one connection of this process, which
 * the database closes when the process ends, however it ends.
 */
export async function startPulse(pool: pg.Pool, log: Log): Promise<Pulse> {
  const workers = new Set<string>();
  let client: pg.PoolClient | undefined;
  let stopped = false;

  const connect = async () => {
    const next = await pool.connect();
    next.once('error', () => {
      if (client === next) client = undefined;
      next.release(true);
    });
    for (const id of workers) await hold(next, id);
    client = next;
  };
  const beat = async () => {
    if (!client) await connect();
    await freeTheDead(pool, log);
  };
  await connect();
  await freeTheDead(pool, log);
  const timer = setInterval(() => {
    beat().catch((error: unknown) => log.warn({ err: error }, 'jobs of dead workers were not looked for'));
  }, everyMs);
  timer.unref();
  return {
    add(id) {
      workers.add(id);
      if (client) hold(client, id).catch((error: unknown) => log.warn({ err: error }, 'a worker has no lock'));
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      clearInterval(timer);
      const last = client;
      client = undefined;
      // Ended, not lent on: its locks end with it.
      last?.release(true);
    },
  };
}

const hold = (client: pg.PoolClient, workers: string) =>
  client.query('select pg_advisory_lock($1::int, hashtext($2))', [lockClass, workers]);

/** Frees jobs and queues whose worker holds no lock. One that began this very moment may not hold it yet: it is given some seconds. */
async function freeTheDead(pool: pg.Pool, log: Log): Promise<void> {
  const { rows } = await pool.query<{ dead: string[] }>(
    `with held as (
       select locked_by from graphile_worker._private_jobs where locked_by is not null and locked_at < now() - interval '3 seconds'
       union select locked_by from graphile_worker._private_job_queues where locked_by is not null and locked_at < now() - interval '3 seconds'),
     dead as (
       select array_agg(locked_by) as ids from held where not exists (
         select from pg_locks l where l.locktype = 'advisory' and l.classid = $1 and l.objsubid = 2
           and l.objid = (hashtext(locked_by)::bigint & 4294967295)::oid
           and l.database = (select oid from pg_database where datname = current_database())))
     select ids as dead, graphile_worker.force_unlock_workers(ids) from dead where ids is not null`,
    [lockClass],
  );
  const dead = rows[0]?.dead ?? [];
  if (dead.length > 0) log.warn({ workers: dead.length }, 'jobs of workers that died are free again');
}
