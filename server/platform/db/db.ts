import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { tellAfterCommits } from './after-commit.ts';
import { planningOnce } from './plan-once.ts';

/** The database or a transaction: every store function takes one. */
export type Db = Omit<NodePgDatabase, '$client'>;
/** The database itself, which alone can open a transaction and leave it. */
export type Database = NodePgDatabase & { readonly $client: pg.Pool };

/** Opens a pool. `onFault` hears of connections that broke while idle; the pool replaces them by itself. */
export function openDatabase(url: string, options: { max?: number; onFault?: (error: Error) => void } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', (error) => options.onFault?.(error));
  // A connection that breaks while it is lent out tells its borrower by a failing query; the event alone must not end the process.
  pool.on('connect', (client) => client.on('error', (error) => options.onFault?.(error)));
  return tellAfterCommits(returningConnections(drizzle(pool)), planningOnce());
}

/** The connection of a transaction goes back to the pool however the transaction ends: Drizzle keeps one whose `begin` failed, until none is left. */
function returningConnections(db: Database): Database {
  db.transaction = async (work, config) => {
    const client = await db.$client.connect();
    try {
      return await drizzle(client).transaction(work, config);
    } finally {
      client.release();
    }
  };
  return db;
}

/** The constraint a unique violation (23505) broke; undefined for any other error. R6: the index decides, its name says which field. */
export function violatedConstraint(error: unknown): string | undefined {
  const said = saidBy(error);
  return said?.code === '23505' ? said.constraint : undefined;
}

/** Whether two transactions waited for each other and this is the one that PostgreSQL ended. */
export const isDeadlock = (error: unknown): boolean => saidBy(error)?.code === '40P01';

function saidBy(error: unknown): pg.DatabaseError | undefined {
  const cause = error instanceof Error && error.cause instanceof pg.DatabaseError ? error.cause : error;
  return cause instanceof pg.DatabaseError ? cause : undefined;
}
