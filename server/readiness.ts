import { sql } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import journal from '../db/migrations/meta/_journal.json' with { type: 'json' };

/** What has to be true before this process should get traffic. */
export function readiness(deps: Pick<Deps, 'db'>, isWorking: (() => boolean) | undefined) {
  return {
    database: async () => deps.db.execute(sql`select 1`),
    migrations: async () => {
      const applied = await deps.db.execute<{ n: number }>(
        sql`select count(*)::int as n from drizzle.__drizzle_migrations`,
      );
      if ((applied.rows[0]?.n ?? 0) < journal.entries.length) throw new Error('migrations are missing');
    },
    jobs: async () => {
      if (isWorking !== undefined && !isWorking()) throw new Error('no job is being worked');
      await deps.db.execute(sql`select 1 from graphile_worker.jobs limit 1`);
    },
  };
}
