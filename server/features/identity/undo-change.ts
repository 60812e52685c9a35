import { and, eq, gte } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { type Change, raiseEpoch, writeValue } from './changes.ts';
import { disableKeysSince } from './keys.ts';
import { hidden } from './parse.ts';
import { type Actor, changed, record } from './record.ts';
import { endSessions } from './sessions.ts';
import { pendingChange } from './tables.ts';
import type { Line } from './with-line.ts';

/**
 * Takes a confirmed change back, from the old inbox or handset: the old value stands again, changes of the same kind made
 * since go with it, all sessions end, keys made since stop, and what was pending is void. Throws `identity.email_taken`.
 */
export async function undoChange(tx: Db, deps: Deps, current: Line, change: Change, actor: Actor): Promise<void> {
  const now = deps.clock.now();
  const ref = { companyId: current.companyId, lineId: current.id };
  const since = change.settledAt ?? change.proposedAt;
  // A thief who changed the value twice must not have made the first owner's link worthless, so later changes are undone with it.
  await tx
    .update(pendingChange)
    .set({ state: 'undone', settledAt: now })
    .where(
      and(
        eq(pendingChange.companyId, ref.companyId),
        eq(pendingChange.lineId, ref.lineId),
        eq(pendingChange.kind, change.kind),
        eq(pendingChange.state, 'confirmed'),
        gte(pendingChange.settledAt, since),
      ),
    );
  await writeValue(tx, current, change.kind, change.oldValue, now);
  await raiseEpoch(tx, deps, current);
  const sessions = await endSessions(tx, deps, ref);
  const keys = await disableKeysSince(tx, deps, ref, since);
  await record(tx, deps, actor, `${change.kind}.undone`, {
    to: change.oldValue && hidden(change.oldValue),
    sessionsEnded: sessions,
    keysStopped: keys,
  });
  await changed(tx, current);
}
