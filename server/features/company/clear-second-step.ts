import type { Deps } from '#server/deps.ts';
import { clearFactors } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { changeLine } from './change-line.ts';

/**
 * Takes away the second step of somebody who lost it: they sign in by password until they set up another. Their sessions end,
 * and they are told wherever they can be reached. Throws as `changeLine`.
 */
export function clearSecondStep(deps: Deps, caller: Caller, lineId: string): Promise<void> {
  return changeLine(deps, caller, lineId, (tx, current) => clearFactors(tx, deps, current, caller));
}
