import { and, eq, isNull } from 'drizzle-orm';
import { commonErrors } from '#contract/endpoint.ts';
import type { SessionId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import {
  changed,
  deviceOf,
  endSession,
  endSessions,
  raiseEpoch,
  record,
  session,
  withLine,
} from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';

/** Ends one session of the line, dead with its next request. Throws `request.not_found`. */
export function endOneSession(deps: Deps, caller: Caller, id: string): Promise<void> {
  return withLine(deps.db, caller, async (tx, current) => {
    const [found] = await tx
      .select()
      .from(session)
      .where(
        and(
          eq(session.companyId, caller.companyId),
          eq(session.lineId, caller.lineId),
          eq(session.id, id as SessionId), // digits by the contract
          isNull(session.revokedAt),
        ),
      );
    if (!found) throw new AppError(commonErrors.notFound);
    await endSession(tx, deps, caller, found.id);
    await record(tx, deps, caller, 'session.ended', { device: deviceOf(found.userAgent).name, ip: found.ip });
    await changed(tx, current);
  });
}

/** Ends every session of the line but the caller's; what they had proposed is void (R5). */
export function endOtherSessions(deps: Deps, caller: Caller): Promise<void> {
  return withLine(deps.db, caller, async (tx, current) => {
    const ended = await endSessions(tx, deps, caller, caller.sessionId);
    await raiseEpoch(tx, deps, current);
    if (ended > 0) await record(tx, deps, caller, 'session.others-ended', { sessionsEnded: ended });
    await changed(tx, current);
  });
}
