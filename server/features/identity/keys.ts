import { randomBytes } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { KeyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { digestOf } from '#server/platform/secrets.ts';
import { apiKey } from './tables.ts';
import type { LineRef } from './with-line.ts';

/**
 * Makes the line's own key: 40 hex characters, as integrations know them. It is kept sealed, to be shown again after a step-up.
 * `perMinute`: the rate of the key it comes after.
 */
export async function makeOwnKey(
  tx: Db,
  deps: Pick<Deps, 'clock' | 'secrets'>,
  ref: LineRef,
  perMinute: number | null = null,
): Promise<string> {
  const key = randomBytes(20).toString('hex');
  await tx.insert(apiKey).values({
    companyId: ref.companyId,
    lineId: ref.lineId,
    id: newId<KeyId>(),
    digest: digestOf(key),
    sealed: deps.secrets.seal('api key', key),
    lastFour: key.slice(-4),
    createdAt: deps.clock.now(),
    perMinute,
  });
  return key;
}

/** The line's own key in clear: what the older signature of webhooks is made with. */
export async function ownKeyOf(db: Db, deps: Pick<Deps, 'secrets'>, ref: LineRef): Promise<string> {
  const [own] = await db
    .select({ sealed: apiKey.sealed })
    .from(apiKey)
    .where(
      and(
        eq(apiKey.companyId, ref.companyId),
        eq(apiKey.lineId, ref.lineId),
        isNull(apiKey.name),
        isNull(apiKey.disabledAt),
        isNull(apiKey.expiresAt),
      ),
    );
  if (!own?.sealed) throw new Error('a line has no key of its own');
  return deps.secrets.open('api key', own.sealed);
}

/** Drops what the processes keep in memory about the line's keys, once the transaction has committed. */
export const keysChanged = (tx: Db, ref: LineRef) => tell(tx, { line: ref.lineId, topic: 'keys' });

/** Stops every key made at or after a moment; R7: disabled, never deleted. A line whose own key goes with them gets another. */
export async function disableKeysSince(
  tx: Db,
  deps: Pick<Deps, 'clock' | 'secrets'>,
  ref: LineRef,
  since: Date,
): Promise<number> {
  const all = await tx
    .select({ id: apiKey.id, createdAt: apiKey.createdAt, name: apiKey.name, expiresAt: apiKey.expiresAt })
    .from(apiKey)
    .where(and(eq(apiKey.companyId, ref.companyId), eq(apiKey.lineId, ref.lineId), isNull(apiKey.disabledAt)));
  const young = all.filter((key) => key.createdAt >= since);
  for (const key of young) {
    await tx
      .update(apiKey)
      .set({ disabledAt: deps.clock.now() })
      .where(and(eq(apiKey.companyId, ref.companyId), eq(apiKey.id, key.id)));
  }
  if (young.some((key) => key.name === null && key.expiresAt === null)) await makeOwnKey(tx, deps, ref);
  if (young.length > 0) await keysChanged(tx, ref);
  return young.length;
}
