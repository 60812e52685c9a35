import type { Db } from './db.ts';

type Acts = readonly (() => Promise<unknown>)[];
type Results<A extends Acts> = { -readonly [K in keyof A]: Awaited<ReturnType<A[K]>> };

/** Acts that do not need one another: side by side on the pool, one after another in a transaction, whose connection does one thing at a time. */
export async function together<const A extends Acts>(db: Db, ...acts: A): Promise<Results<A>> {
  const results: unknown[] = [];
  if ('$client' in db) results.push(...(await Promise.all(acts.map((act) => act()))));
  else for (const act of acts) results.push(await act());
  return results as Results<A>; // each in the place of its act
}
