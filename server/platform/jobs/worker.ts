import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, run, runOnce, type TaskList, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import { type Log, withoutValues } from '#server/platform/log.ts';
import type { JobHandler } from './jobs.ts';
import { startPulse } from './pulse.ts';

const tasksFrom = (handlers: readonly JobHandler[]): TaskList =>
  Object.fromEntries(
    handlers.map((handler) => [
      handler.name,
      (payload, helpers) =>
        handler
          .run(payload, {
            jobId: helpers.job.id,
            number: helpers.job.attempts,
            last: helpers.job.attempts >= helpers.job.max_attempts,
          })
          // What is thrown is logged, and kept with the job.
          .catch((error: unknown) => {
            throw withoutValues(error);
          }),
    ]),
  );

// Graphile Worker tells of every job it takes; only what went wrong is worth a line in ours.
const loggerOn = (log: Log) =>
  new Logger(() => (level, message) => {
    if (level === 'error') log.error(message);
    else if (level === 'warning') log.warn(message);
    else log.debug(message);
  });

/** Starts working jobs; `stop` waits for those that run. */
export async function startWorker(
  pgPool: pg.Pool,
  handlers: readonly JobHandler[],
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  const pulse = await startPulse(pgPool, log);
  const events: WorkerEvents = new EventEmitter();
  // Jobs are taken in the name of the pool of workers.
  events.on('pool:create', ({ workerPool }) => pulse.add(workerPool.id));
  const runner = await run({
    pgPool,
    taskList: tasksFrom(handlers),
    parsedCronItems: parseCronItems(
      handlers.flatMap(({ name, every }) =>
        every === undefined ? [] : [{ task: name, match: every, options: { jobKey: name, maxAttempts: 1 } }],
      ),
    ),
    concurrency: 8,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: loggerOn(log),
    events,
  });
  return {
    async stop() {
      await runner.stop();
      await pulse.stop();
    },
  };
}

/** Works all jobs that are due and returns: what tests use instead of waiting. */
export async function drainJobs(pgPool: pg.Pool, handlers: readonly JobHandler[], log: Log): Promise<void> {
  await runOnce({ pgPool, taskList: tasksFrom(handlers), noHandleSignals: true, logger: loggerOn(log) });
}
