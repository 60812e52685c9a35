import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';

/** Words for other sessions of the database. What is said of one name in one go is said once. */
export interface Notice {
  readonly channel: string;
  readonly name: string;
  /** What listeners read; `times`: of how many notices of the name this is the one. */
  readonly words: (times: number) => string;
}

type Say = (notice: Notice) => void;

// By Drizzle's session, which a transaction and its parts have in common.
const sayers = new WeakMap<object, Say>();

/**
 * How to tell others of what `db` writes, once it is committed; what is given up is told to nobody. Undefined where nobody gathers:
 * then the transaction has to tell it itself. What is told may get lost with the process that wanted to tell it: it must be news
 * that somebody looks after anyway (docs/decisions/0018).
 */
export const afterCommit = (db: Pick<NodePgDatabase, '_'>): Say | undefined => sayers.get(db._.session);

/** Gathers what transactions of this database want told, and tells it after them. `begun` is shown the session of each. */
export function tellAfterCommits<D extends NodePgDatabase & { readonly $client: pg.Pool }>(
  db: D,
  begun: (session: NodePgDatabase['_']['session']) => void,
): D {
  begun(db._.session);
  const say = teller(db.$client);
  sayers.set(db._.session, say);
  const begin = db.transaction.bind(db);
  db.transaction = async (work, config) => {
    const gathered: Notice[] = [];
    const result = await begin((tx) => {
      begun(tx._.session);
      sayers.set(tx._.session, (notice) => void gathered.push(notice));
      return work(tx);
    }, config);
    gathered.forEach(say);
    return result;
  };
  return db;
}

/** So long at least from one telling to the next: all that comes in between is told together. */
const breathMs = 20;
const againMs = 1000;

/** The first notice is told at once, those that come meanwhile together after it. What cannot be told is tried again. */
function teller(pool: pg.Pool): Say {
  let waiting = new Map<string, { notice: Notice; times: number }>();
  let isTelling = false;
  const tell = async () => {
    const told = waiting;
    waiting = new Map();
    const all = [...told.values()];
    const channels = all.map(({ notice }) => notice.channel);
    await pool.query(text, [channels, all.map(({ notice, times }) => notice.words(times))]).catch(() => {
      for (const [key, one] of waiting) told.set(key, { ...one, times: one.times + (told.get(key)?.times ?? 0) });
      waiting = told;
    });
    setTimeout(next, waiting === told ? againMs : breathMs).unref();
  };
  const next = () => {
    isTelling = waiting.size > 0 && !pool.ending;
    if (isTelling) void tell();
  };
  return (notice) => {
    const key = `${notice.channel} ${notice.name}`;
    waiting.set(key, { notice, times: (waiting.get(key)?.times ?? 0) + 1 });
    if (isTelling) return;
    isTelling = true;
    setImmediate(next);
  };
}

// Whoever commits a NOTIFY holds one lock of the whole server meanwhile; this commit does not wait for the disk.
const text = `with quick as materialized (select set_config('synchronous_commit', 'off', true))
  select pg_notify(channel, words) from quick, unnest($1::text[], $2::text[]) as told(channel, words)`;
