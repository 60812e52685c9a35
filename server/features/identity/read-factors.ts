import type { Factors } from '#contract/factors.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { countRecoveryCodes, listFactors, requiresFactor } from './factor-store.ts';
import type { LineRef } from './with-line.ts';

/** The line's ways of two-step verification, as its page shows them. */
export async function readFactors(deps: Pick<Deps, 'db'> | { db: Db }, ref: LineRef): Promise<Factors> {
  const [factors, recoveryCodesLeft, required] = [
    await listFactors(deps.db, ref),
    await countRecoveryCodes(deps.db, ref),
    await requiresFactor(deps.db, ref),
  ];
  return {
    factors: factors.map(({ id, kind, name, createdAt, lastUsedAt }) => ({
      id,
      kind,
      name,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    recoveryCodesLeft,
    required,
  };
}
