import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import { changed, type LineRef, record, withLine } from '#server/features/identity/index.ts';
import { after, days } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { webhookSecret } from './tables.ts';

const newSecret = () => `whsec_${randomBytes(24).toString('base64')}`;
const isOf = (ref: LineRef) => and(eq(webhookSecret.companyId, ref.companyId), eq(webhookSecret.lineId, ref.lineId));

/** The secrets that sign a line's events now, the current one first; the first is made at the first need. */
export async function signingSecrets(db: Db, deps: Pick<Deps, 'secrets' | 'clock'>, ref: LineRef): Promise<string[]> {
  await db
    .insert(webhookSecret)
    .values({ companyId: ref.companyId, lineId: ref.lineId, sealed: deps.secrets.seal('webhook', newSecret()) })
    .onConflictDoNothing();
  const [row] = await db.select().from(webhookSecret).where(isOf(ref));
  if (!row) throw new Error('a secret that was made is gone');
  const isLive = row.formerSealed !== null && row.formerUntil !== null && row.formerUntil > deps.clock.now();
  return [row.sealed, ...(isLive && row.formerSealed ? [row.formerSealed] : [])].map((sealed) =>
    deps.secrets.open('webhook', sealed),
  );
}

export async function showSecret(deps: Deps, caller: Caller): Promise<{ secret: string }> {
  const [secret = ''] = await signingSecrets(deps.db, deps, caller);
  return { secret };
}

/** Makes a new secret; events bear the signatures of both for a day. */
export function rotateSecret(deps: Deps, caller: Caller): Promise<{ secret: string }> {
  return withLine(deps.db, caller, async (tx, current) => {
    const [former = ''] = await signingSecrets(tx, deps, caller);
    const secret = newSecret();
    await tx
      .update(webhookSecret)
      .set({
        sealed: deps.secrets.seal('webhook', secret),
        formerSealed: deps.secrets.seal('webhook', former),
        formerUntil: after(deps.clock.now(), days(1)),
      })
      .where(isOf(caller));
    await record(tx, deps, caller, 'webhook.secret_rotated');
    await changed(tx, current);
    return { secret };
  });
}
