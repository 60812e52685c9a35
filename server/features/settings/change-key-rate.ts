import { commonErrors } from '#contract/endpoint.ts';
import { settingsErrors as s } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { changed, record, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { setKeyRate } from './store.ts';

/**
 * Sets how many calls a minute a key of the line may make; null: as many as the server grants each, which is also the most.
 * In force with the next call. Throws `settings.key_rate_range`, `request.not_found`, also for a key that was stopped.
 */
export function changeKeyRate(deps: Deps, caller: Caller, keyId: string, perMinute: number | null): Promise<void> {
  const most = deps.config.keyCallsPerMinute;
  if (perMinute !== null && (perMinute < 1 || perMinute > most))
    throw new AppError(s.keyRateRange, { field: 'perMinute', detail: { most } });
  return withLine(deps.db, caller, async (tx, current) => {
    const key = await setKeyRate(tx, caller.companyId, caller.lineId, { id: keyId, perMinute });
    if (!key) throw new AppError(commonErrors.notFound);
    await record(tx, deps, caller, 'key.rate-changed', { name: key.name, lastFour: key.lastFour, perMinute });
    await changed(tx, current);
  });
}
