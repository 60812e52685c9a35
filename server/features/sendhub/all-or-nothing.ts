import type { Deps } from '#server/deps.ts';
import { isDeadlock } from '#server/platform/db/db.ts';
import type { V1Call } from './call.ts';

/** Does the work in one transaction; its acts open theirs inside it. If two wait for each other all the same, one begins again. */
export async function allOrNothing<T>(call: V1Call, work: (inside: V1Call) => Promise<T>, triesLeft = 3): Promise<T> {
  const { deps } = call;
  try {
    // A transaction has all that acts ask of a database, which is everything but the pool.
    return await deps.db.transaction((tx) => work({ ...call, deps: { ...deps, db: tx as unknown as Deps['db'] } }));
  } catch (error) {
    if (triesLeft === 0 || !isDeadlock(error)) throw error;
    return allOrNothing(call, work, triesLeft - 1);
  }
}
