import type pg from 'pg';

/** A class of advisory locks of its own: other locks use other numbers. */
const lockClass = 415_016;

/**
 * Runs `work` while nobody else, in any process on this database, runs work of the same name: for what is asked of the outside, where
 * no transaction may be kept open. The lock is the connection's, so it ends with the process. `work` must not wait for this pool.
 */
export async function oneAtATime<T>(pool: pg.Pool, name: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let held = false;
  try {
    await client.query('select pg_advisory_lock($1::int, hashtext($2))', [lockClass, name]);
    held = true;
    return await work();
  } finally {
    const freed =
      held &&
      (await client.query('select pg_advisory_unlock($1::int, hashtext($2))', [lockClass, name]).then(
        () => true,
        () => false,
      ));
    // A connection that may still hold the lock is not lent on.
    client.release(!freed);
  }
}
