import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { SessionId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { Clock } from '#server/platform/clock.ts';
import { days } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import type { Origin } from '#server/platform/http/caller.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { digestOf, newToken } from '#server/platform/secrets.ts';
import { hasFactor } from './factor-store.ts';
import { company, line, session } from './tables.ts';
import type { LineRef } from './with-line.ts';

/** R12: how long a session lives without being used, and at all. */
export const idleMs = days(14);
export const absoluteMs = days(90);

/** Opens a session for a line that has just proven itself; the token is told once and kept as its digest. */
export async function startSession(
  tx: Db,
  deps: { clock: Clock },
  ref: LineRef,
  origin: Origin,
): Promise<{ token: string; sessionId: SessionId }> {
  await raiseVersion(tx, ref);
  const now = deps.clock.now();
  const token = newToken();
  const sessionId = newId<SessionId>();
  await tx.insert(session).values({
    companyId: ref.companyId,
    lineId: ref.lineId,
    id: sessionId,
    tokenDigest: digestOf(token),
    createdAt: now,
    lastSeenAt: now,
    provenAt: now,
    ip: origin.ip,
    userAgent: origin.userAgent,
  });
  return { token, sessionId };
}

/** My Settings tells how many sessions there are: what was read of the line before is stale. */
async function raiseVersion(tx: Db, ref: LineRef): Promise<void> {
  await tx
    .update(line)
    .set({ version: sql`${line.version} + 1` })
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
}

/** Marks a session as freshly proven and gives it a new token (R12). */
export async function renewSession(
  tx: Db,
  deps: { clock: Clock },
  ref: LineRef,
  sessionId: SessionId,
): Promise<string> {
  const token = newToken();
  await tx
    .update(session)
    .set({ tokenDigest: digestOf(token), provenAt: deps.clock.now() })
    .where(and(eq(session.companyId, ref.companyId), eq(session.id, sessionId)));
  return token;
}

/** Ends the sessions of a line, all or all but one; their open pages are told. Answers how many ended. */
export async function endSessions(tx: Db, deps: { clock: Clock }, ref: LineRef, except?: SessionId): Promise<number> {
  await raiseVersion(tx, ref);
  const ended = await tx
    .update(session)
    .set({ revokedAt: deps.clock.now() })
    .where(
      and(
        eq(session.companyId, ref.companyId),
        eq(session.lineId, ref.lineId),
        isNull(session.revokedAt),
        except === undefined ? undefined : ne(session.id, except),
      ),
    )
    .returning({ id: session.id });
  for (const one of ended) await tell(tx, { line: ref.lineId, topic: 'signed-out', session: one.id });
  return ended.length;
}

export async function endSession(tx: Db, deps: { clock: Clock }, ref: LineRef, sessionId: SessionId): Promise<void> {
  await raiseVersion(tx, ref);
  await tx
    .update(session)
    .set({ revokedAt: deps.clock.now() })
    .where(and(eq(session.companyId, ref.companyId), eq(session.id, sessionId), isNull(session.revokedAt)));
  await tell(tx, { line: ref.lineId, topic: 'signed-out', session: sessionId });
}

/** A session that was last seen, or was created, before these is over. */
export const sessionLimits = (now: Date) => ({
  lastSeen: new Date(now.getTime() - idleMs),
  created: new Date(now.getTime() - absoluteMs),
});

/** Looks sessions up by their token; prepared once a database, since every request asks (R12). */
export function sessionFinder(deps: Pick<Deps, 'db'>) {
  const query = deps.db
    .select({
      companyId: session.companyId,
      sessionId: session.id,
      lineId: session.lineId,
      provenAt: session.provenAt,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
      roles: line.roles,
      suspendedAt: line.suspendedAt,
      lineVersion: line.version,
      // Asked for only where the company wants it: elsewhere the database does not look.
      secondStepMissing: sql<boolean>`${company.secondFactorRequired} and not ${hasFactor}`,
    })
    .from(session)
    .innerJoin(line, and(eq(line.companyId, session.companyId), eq(line.id, session.lineId)))
    .innerJoin(company, eq(company.id, session.companyId))
    .where(and(eq(session.tokenDigest, sql.placeholder('digest')), isNull(session.revokedAt)))
    .prepare('session_by_token');
  return async (token: string) => (await query.execute({ digest: digestOf(token) }))[0];
}

/** Notes that a session is in use: at most once a minute, and only forwards (R7). */
export async function touchSession(
  db: Db,
  companyId: LineRef['companyId'],
  sessionId: SessionId,
  now: Date,
): Promise<void> {
  await db
    .update(session)
    .set({ lastSeenAt: now })
    .where(
      and(
        eq(session.companyId, companyId),
        eq(session.id, sessionId),
        sql`${session.lastSeenAt} < ${now.toISOString()}::timestamptz - interval '1 minute'`,
      ),
    );
}
