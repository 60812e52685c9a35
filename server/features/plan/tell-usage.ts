import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { seconds } from '#server/platform/clock.ts';
import type { Database } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';

const waiting = new WeakMap<Database, Set<CompanyId>>();
const pause = seconds(1);

/**
 * Tells the open pages of companies that their usage rises: once a second at most from each process, however much is
 * counted, and off the path of what counts. Pages ask again anyway when they are looked at; news that get lost cost a second.
 */
export function tellUsage(deps: Pick<Deps, 'db' | 'log'>, companyIds: readonly CompanyId[]): void {
  const known = waiting.get(deps.db);
  if (known) {
    for (const companyId of companyIds) known.add(companyId);
    return;
  }
  const companies = new Set(companyIds);
  if (companies.size === 0) return;
  waiting.set(deps.db, companies);
  setTimeout(() => {
    waiting.delete(deps.db);
    Promise.all([...companies].map((company) => tell(deps.db, { company, topic: 'plan' }))).catch((error: unknown) =>
      deps.log.debug({ err: error }, 'usage rose and could not be told'),
    );
  }, pause).unref();
}
