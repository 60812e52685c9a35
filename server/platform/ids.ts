import { randomInt } from 'node:crypto';

const epoch = Date.UTC(2024, 0, 1);
let lastMs = 0;
let low = 0;

/**
 * A new 64-bit id as a string of digits: 41 bits of milliseconds since 2024, then 22 bits that start at random in each
 * millisecond and count up, so ids of one process are in order and two processes almost never meet (the primary key is
 * there for when they do).
 */
export function newId<T extends string>(): T {
  const now = Math.max(Date.now(), lastMs);
  low = now === lastMs ? low + 1 : randomInt(1 << 21);
  lastMs = now;
  // The brand is given here, where ids are born.
  return ((BigInt(now - epoch) << 22n) | BigInt(low)).toString() as T;
}
