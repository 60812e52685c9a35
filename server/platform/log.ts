import { DrizzleQueryError } from 'drizzle-orm';
import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** The process's log: JSON lines, to standard output unless told. R17: what must never be logged is never passed to it; numbers go through `lastFour`. */
export function createLog(level: string, to?: DestinationStream): Log {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: loggable },
  };
  return to === undefined ? pino(options) : pino(options, to);
}

/** A number as the log may hold it. */
export const lastFour = (number: string) => `…${number.slice(-4)}`;

/** An error without the values of the query it comes from: texts and numbers are among them. */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error;
  const bare = new Error(`query failed: ${error.cause?.message ?? 'unknown'}`);
  bare.stack = `${bare.message}\n${framesOf(error.cause ?? error)}`;
  return bare;
}

/** What the log holds of an error. The database's `detail` tells values, so only named parts are taken. */
function loggable(error: unknown) {
  const safe = withoutValues(error);
  if (!(safe instanceof Error)) return safe;
  return { type: safe.name, message: safe.message, stack: framesOf(safe), ...('code' in safe && { code: safe.code }) };
}

const framesOf = (error: Error) =>
  (error.stack ?? '')
    .split('\n')
    .filter((row) => /^\s+at /.test(row))
    .join('\n');
