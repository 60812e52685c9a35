import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import ipaddr from 'ipaddr.js';
import type { SessionCard } from '#contract/security.ts';
import type { Deps } from '#server/deps.ts';
import { deviceOf, session, sessionLimits } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';

/** Where the line is signed in, the current session first. */
export async function listSessions({ db, clock }: Deps, caller: Caller): Promise<SessionCard[]> {
  const from = sessionLimits(clock.now());
  const rows = await db
    .select()
    .from(session)
    .where(
      and(
        eq(session.companyId, caller.companyId),
        eq(session.lineId, caller.lineId),
        isNull(session.revokedAt),
        gt(session.lastSeenAt, from.lastSeen),
        gt(session.createdAt, from.created),
      ),
    )
    .orderBy(desc(session.lastSeenAt), desc(session.id));
  return rows.map((row) => present(row, caller)).sort((a, b) => Number(b.current) - Number(a.current));
}

function present(row: typeof session.$inferSelect, caller: Caller): SessionCard {
  const device = deviceOf(row.userAgent);
  return {
    id: row.id,
    current: row.id === caller.sessionId,
    device: device.name,
    kind: device.kind,
    ip: row.ip,
    network: networkOf(row.ip),
    startedAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  };
}

/** What kind of address it is: more cannot be said honestly without asking others about our people. */
export function networkOf(ip: string): SessionCard['network'] {
  if (!ipaddr.isValid(ip)) return 'public';
  const range = ipaddr.process(ip).range();
  if (range === 'loopback') return 'this-machine';
  return range === 'private' || range === 'uniqueLocal' || range === 'linkLocal' || range === 'carrierGradeNat'
    ? 'private'
    : 'public';
}
