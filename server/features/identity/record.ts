import type { Clock } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { securityEvent } from './trail-tables.ts';
import type { LineRef } from './with-line.ts';

/** Who did a recorded thing: a caller, or whoever held a link or code, seen from their address. */
export type Actor = LineRef &
  Pick<Caller, 'origin'> & {
    readonly proof?: string;
    readonly sessionId?: Caller['sessionId'];
    readonly keyId?: Caller['keyId'];
    /** Whose account the recorded thing is about, where that is not the actor's own; null: the company's. */
    readonly about?: LineRef['lineId'] | null;
  };

/** Adds to the trail of what changed on an account. `detail` holds no secrets, and numbers and addresses only `hidden`. */
export async function record(
  tx: Db,
  deps: { clock: Clock },
  actor: Actor,
  kind: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await tx.insert(securityEvent).values({
    companyId: actor.companyId,
    id: newId(),
    lineId: actor.about === undefined ? actor.lineId : actor.about,
    byLineId: actor.about === undefined ? null : actor.lineId,
    kind,
    detail,
    proof:
      actor.proof ?? (actor.keyId ? `api key ${actor.keyId}` : actor.sessionId ? `session ${actor.sessionId}` : 'none'),
    ip: actor.origin.ip,
    userAgent: actor.origin.userAgent,
    at: deps.clock.now(),
  });
}

/** Tells every open page of the line that its settings changed, once the transaction has committed. */
export async function changed(tx: Db, ref: { id: LineRef['lineId'] }): Promise<void> {
  await tell(tx, { line: ref.id, topic: 'settings' });
  await tell(tx, { line: ref.id, topic: 'me' });
}
