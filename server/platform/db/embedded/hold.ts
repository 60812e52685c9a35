import pg from 'pg';

/** One process's share in the running database. */
export interface Hold {
  readonly url: string;
  /** Resolves when the database cut the connection. */
  readonly lost: Promise<void>;
  /** Gives the share back, and calls `ifLast` when nobody else has one. */
  leave(ifLast: () => Promise<void>): Promise<void>;
}

// Any number, the same in every process.
const lock = 7_316_549_022;
const name = 'trunkline';

/**
 * Connects and holds a shared lock until `leave`. The lock is how the processes of one installation count themselves:
 * PostgreSQL drops it when a process dies, whatever it dies of. Undefined when the database is going down.
 */
export async function takeHold(port: number, password: string): Promise<Hold | undefined> {
  const url = `postgres://${name}:${password}@127.0.0.1:${port}/${name}`;
  const client =
    (await connect(url, [...goingDown, ...notThere])) ??
    (await provide(port, password).then(() => connect(url, goingDown)));
  if (!client) return undefined;
  const lost = new Promise<void>((resolve) => client.once('end', () => resolve()));
  const held = await client.query('select pg_advisory_lock_shared($1)', [lock]).catch(() => undefined);
  if (!held) {
    await client.end().catch(() => {});
    return undefined;
  }
  return { url, lost, leave: (ifLast) => leave(client, ifLast) };
}

async function leave(client: pg.Client, ifLast: () => Promise<void>): Promise<void> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [lock]);
    const asked = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [lock]);
    // The lock is ours alone until the stop has cut us off: whoever comes meanwhile waits for it, is cut off too, and starts anew.
    if (asked.rows[0]?.last) await ifLast();
  } catch (error) {
    // The database went before us: nothing is left to stop.
    if (!hasCode(error, goingDown)) throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Makes the role and the database on a first start. Our role owns its database and is no superuser. */
async function provide(port: number, password: string): Promise<void> {
  const admin = await connect(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`, goingDown);
  if (!admin) return;
  try {
    // Of several first starts one makes them, the others wait and find them made.
    await admin.query('select pg_advisory_lock($1)', [lock]);
    await admin.query(`create role ${name} login createdb`).catch(unlessThere);
    await admin.query(`alter role ${name} password ${admin.escapeLiteral(password)}`);
    await admin.query(`create database ${name} owner ${name}`).catch(unlessThere);
  } finally {
    await admin.end().catch(() => {});
  }
}

const there = ['42710', '42P04'];
const notThere = ['3D000', '28P01'];
const goingDown = ['57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'];

function unlessThere(error: unknown): void {
  if (!hasCode(error, there)) throw error;
}

/** A connection, or undefined for a reason among `expected`. */
async function connect(url: string, expected: readonly string[]): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: 'trunkline hold', keepAlive: true });
  // `lost` tells of it; without a listener it would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (hasCode(error, expected)) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  if (!(error instanceof Error)) return false;
  // pg says a connection cut in the middle in words only.
  return 'code' in error
    ? codes.includes(String(error.code))
    : /Connection terminated|not queryable/.test(error.message);
}
