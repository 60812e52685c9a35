import { randomInt } from 'node:crypto';
import type pg from 'pg';

// Any number, the same in every process: the class of the locks by which processes show that they live.
const lockClass = 415_016;
const channel = 'trunkline_peers';

/**
 * Calls `lost` when a process of this database has ended: what it had written, it may not have told any more. Each process holds a
 * lock on its listening connection, which the database closes with the process, however it ends; a process that begins says so.
 */
export async function watchPeers(client: pg.Client, everyMs: number, lost: () => void): Promise<{ end(): void }> {
  const known = new Set<string>();
  const look = async () => {
    const { rows } = await client.query<{ id: string }>(living, [lockClass]);
    const alive = new Set(rows.map(({ id }) => id));
    const gone = [...known].filter((id) => !alive.has(id));
    for (const id of gone) known.delete(id);
    for (const id of alive) known.add(id);
    if (gone.length > 0) lost();
  };
  client.on('notification', (heard) => {
    if (heard.channel === channel && heard.payload) known.add(heard.payload);
  });
  const id = randomInt(2 ** 31);
  await client.query(`listen ${channel}`);
  await client.query('select pg_advisory_lock($1::int, $2::int), pg_notify($3, $2::text)', [lockClass, id, channel]);
  await look();
  // A connection that breaks is made again, and tells its listeners itself.
  const timer = setInterval(() => void look().catch(() => undefined), everyMs).unref();
  return { end: () => clearInterval(timer) };
}

const living = `select objid::text as id from pg_locks where locktype = 'advisory' and classid = $1 and objsubid = 2
  and database = (select oid from pg_database where datname = current_database())`;
