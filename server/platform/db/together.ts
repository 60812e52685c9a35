type Acts = readonly (() => Promise<unknown>)[];
type Results<A extends Acts> = { -readonly [K in keyof A]: Awaited<ReturnType<A[K]>> };

/**
 * Acts that do not need one another: side by side on the pool, in a transaction one behind the other without waiting for replies,
 * in no certain order. Throws what the first that failed threw, once none is under way any more: nothing of them may reach a
 * connection that the transaction has left.
 */
export async function together<const A extends Acts>(...acts: A): Promise<Results<A>> {
  const settled = await Promise.allSettled(acts.map((act) => act()));
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined)) as Results<A>; // each in the place of its act
}
