import { EventEmitter } from 'node:events';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Topic } from '#contract/live.ts';
import { afterCommit } from '#server/platform/db/after-commit.ts';
import type { Db } from '#server/platform/db/db.ts';
import type { Log } from '#server/platform/log.ts';
import { watchPeers } from './peers.ts';

/** News about one line, or about all lines of a company. `session` narrows `signed-out` to one of a line's sessions. */
export type News = ({ readonly line: LineId } | { readonly company: CompanyId }) & About;
interface About {
  /** `keys` is for servers only: cached API keys of the line are stale. */
  readonly topic: Topic | 'keys';
  readonly session?: string;
}

const channel = 'trunkline_live';

/** By these processes drop what they remember of who may do what: they come with the commit, whatever happens after it. */
const withCommit: ReadonlySet<News['topic']> = new Set(['keys', 'me', 'signed-out']);

/** Tells every process, once the caller's transaction has committed, that something of a line or a company changed. */
export async function tell(db: Db, news: News): Promise<void> {
  const words = JSON.stringify(news);
  const say = withCommit.has(news.topic) ? undefined : afterCommit(db);
  if (say) say({ channel, name: words, words: () => words });
  else await db.execute(sql`select pg_notify(${channel}, ${words})`);
}

export interface LiveNews {
  /**
   * Calls `hear` for each news of the line, and of its company, until the returned function is called; first for what came in the
   * last `ago` milliseconds, each topic once. Undefined: some may have been missed.
   */
  listen(
    of: { companyId: CompanyId; lineId: LineId },
    hear: (news: News | undefined) => void,
    ago?: number,
  ): () => void;
  /** Calls `hear` for every news, and with undefined when some may have been missed (the connection was lost). */
  listenAll(hear: (news: News | undefined) => void): () => void;
  stop(): Promise<void>;
}

/** How long news are remembered for pages that were read before they listened. */
const memoryMs = 60_000;

/** Listens on one connection of its own, which is made again when it breaks. */
export async function startLiveNews(url: string, log: Log, { peersEveryMs = 10_000 } = {}): Promise<LiveNews> {
  const emitter = new EventEmitter().setMaxListeners(0);
  let client: pg.Client | undefined;
  let peers: { end(): void } | undefined;
  let stopped = false;
  const memory = remember();

  const connect = async () => {
    const next = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'trunkline live' });
    next.on('notification', ({ channel: heardOn, payload }) => {
      if (heardOn !== channel) return;
      const news = JSON.parse(payload ?? '{}') as News; // only `tell` writes to this channel
      memory.keep(about(news), news);
      emitter.emit(about(news), news);
      emitter.emit('any', news);
    });
    next.on('error', (error) => log.warn({ err: error.message }, 'live: connection lost'));
    next.on('end', connectSoon);
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      peers?.end();
      peers = await watchPeers(next, peersEveryMs, () => emitter.emit('missed', undefined));
    } catch (error) {
      void next.end().catch(() => undefined);
      throw error;
    }
    if (stopped) {
      peers.end();
      return void next.end();
    }
    memory.begin();
    client = next;
  };
  // An attempt that fails is told of twice, by its promise and by the end of its connection; it is followed by one other.
  let soon: NodeJS.Timeout | undefined;
  const connectSoon = () => {
    if (!stopped) soon ??= setTimeout(connectAgain, 1000);
  };
  const connectAgain = () => {
    soon = undefined;
    connect().then(() => emitter.emit('missed', undefined), connectSoon);
  };
  await connect();
  const on = (names: readonly string[], hear: (news: News | undefined) => void) => {
    for (const name of names) emitter.on(name, hear);
    return () => {
      for (const name of names) emitter.off(name, hear);
    };
  };

  return {
    listen({ companyId, lineId }, hear, ago = 0) {
      const names = [`line ${lineId}`, `company ${companyId}`];
      if (ago > 0) for (const news of memory.since(names, ago)) hear(news);
      return on([...names, 'missed'], hear);
    },
    listenAll: (hear) => on(['any', 'missed'], hear),
    async stop() {
      stopped = true;
      clearTimeout(soon);
      memory.end();
      peers?.end();
      await client?.end();
    },
  };
}

const about = (news: News) => ('line' in news ? `line ${news.line}` : `company ${news.company}`);

/** The last news of each topic, by whom it is about, for a minute. The end of a session is no such news: its next request is refused. */
function remember() {
  const kept = new Map<string, Map<string, { news: News; at: number }>>();
  let from = Number.POSITIVE_INFINITY;
  const forget = setInterval(() => {
    const before = performance.now() - memoryMs;
    for (const [name, topics] of kept) {
      for (const [topic, { at }] of topics) if (at < before) topics.delete(topic);
      if (topics.size === 0) kept.delete(name);
    }
  }, memoryMs).unref();
  return {
    /** From now on nothing is missed. */
    begin() {
      from = performance.now();
    },
    keep(name: string, news: News) {
      if (news.topic === 'signed-out' || news.topic === 'keys') return;
      const topics = kept.get(name) ?? new Map();
      kept.set(name, topics.set(news.topic, { news, at: performance.now() }));
    },
    since(names: readonly string[], ago: number): (News | undefined)[] {
      const since = performance.now() - ago;
      if (since < from || ago > memoryMs) return [undefined];
      return names.flatMap((name) =>
        [...(kept.get(name)?.values() ?? [])].filter(({ at }) => at >= since).map(({ news }) => news),
      );
    },
    end: () => clearInterval(forget),
  };
}
