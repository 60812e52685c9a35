import { EventEmitter } from 'node:events';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Topic } from '#contract/live.ts';
import type { Db } from '#server/platform/db/db.ts';
import type { Log } from '#server/platform/log.ts';

/** News about one line, or about all lines of a company. `session` narrows `signed-out` to one of a line's sessions. */
export type News = ({ readonly line: LineId } | { readonly company: CompanyId }) & About;
interface About {
  /** `keys` is for servers only: cached API keys of the line are stale. */
  readonly topic: Topic | 'keys';
  readonly session?: string;
}

const channel = 'trunkline_live';

/** Tells every process, once the caller's transaction has committed, that something of a line or a company changed. */
export async function tell(db: Db, news: News): Promise<void> {
  await db.execute(sql`select pg_notify(${channel}, ${JSON.stringify(news)})`);
}

export interface LiveNews {
  /** Calls `hear` for each news of the line, and of its company, until the returned function is called. */
  listen(of: { companyId: CompanyId; lineId: LineId }, hear: (news: News) => void): () => void;
  /** Calls `hear` for every news, and with undefined when some may have been missed (the connection was lost). */
  listenAll(hear: (news: News | undefined) => void): () => void;
  stop(): Promise<void>;
}

/** Listens on one connection of its own, which is made again when it breaks. */
export async function startLiveNews(url: string, log: Log): Promise<LiveNews> {
  const emitter = new EventEmitter().setMaxListeners(0);
  let client: pg.Client | undefined;
  let stopped = false;

  const connect = async () => {
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    next.on('notification', ({ payload }) => {
      const news = JSON.parse(payload ?? '{}') as News; // only `tell` writes to this channel
      emitter.emit('line' in news ? `line ${news.line}` : `company ${news.company}`, news);
      emitter.emit('any', news);
    });
    next.on('error', (error) => log.warn({ err: error.message }, 'live: connection lost'));
    next.on('end', () => {
      if (!stopped) setTimeout(reconnect, 1000);
    });
    await next.connect();
    await next.query(`listen ${channel}`);
    client = next;
  };
  const reconnect = () => {
    if (stopped) return;
    connect().then(
      () => emitter.emit('any', undefined),
      () => setTimeout(reconnect, 1000),
    );
  };
  await connect();

  return {
    listen({ companyId, lineId }, hear) {
      const names = [`line ${lineId}`, `company ${companyId}`];
      for (const name of names) emitter.on(name, hear);
      return () => {
        for (const name of names) emitter.off(name, hear);
      };
    },
    listenAll(hear) {
      emitter.on('any', hear);
      return () => emitter.off('any', hear);
    },
    async stop() {
      stopped = true;
      await client?.end();
    },
  };
}
