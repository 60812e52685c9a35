import { type Logger, pino } from 'pino';

export type Log = Logger;

/** The process's log: JSON lines. R17: what must never be logged is never passed to it; numbers go through `lastFour`. */
export function createLog(level: string): Log {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
}

/** A number as the log may hold it. */
export const lastFour = (number: string) => `…${number.slice(-4)}`;
