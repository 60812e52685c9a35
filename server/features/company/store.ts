import { and, asc, eq, isNull, ne, not, sql } from 'drizzle-orm';
import type { Role } from '#contract/endpoint.ts';
import type { CompanyId, LineId } from '#contract/ids.ts';
import { hasFactor, line, session } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { invitation, lineRemoval } from './tables.ts';

/** The roles a line has now; none where it is suspended or gone. */
export async function findRoles(db: Db, companyId: CompanyId, lineId: LineId): Promise<readonly Role[]> {
  const [found] = await db
    .select({ roles: line.roles })
    .from(line)
    .where(and(eq(line.companyId, companyId), eq(line.id, lineId), isNull(line.suspendedAt)));
  return found?.roles ?? [];
}

/** Every line of the company that is not gone for good, with its removal and when it was last seen. */
export function listLines(db: Db, companyId: CompanyId) {
  return db
    .select({
      line,
      removal: lineRemoval,
      hasSecondStep: hasFactor,
      lastSeenAt: sql<string | null>`(select max(${session.lastSeenAt}) from ${session}
        where ${session.companyId} = ${line.companyId} and ${session.lineId} = ${line.id})`,
    })
    .from(line)
    .leftJoin(lineRemoval, and(eq(lineRemoval.companyId, line.companyId), eq(lineRemoval.lineId, line.id)))
    .where(and(eq(line.companyId, companyId), sql`${lineRemoval.state} is distinct from 'gone'`))
    .orderBy(asc(line.createdAt), asc(line.id));
}

export function listInvitations(db: Db, companyId: CompanyId) {
  return db
    .select({ invitation, invitedBy: line.name })
    .from(invitation)
    .innerJoin(line, and(eq(line.companyId, invitation.companyId), eq(line.id, invitation.invitedBy)))
    .where(and(eq(invitation.companyId, companyId), isNull(invitation.acceptedAt), isNull(invitation.withdrawnAt)))
    .orderBy(asc(invitation.sentAt));
}

/** Lines in use and lines promised by invitations that are still good. */
export async function countLines(db: Db, companyId: CompanyId, now: Date): Promise<number> {
  const counted = await db.execute<{ used: number }>(sql`
    select (select count(*) from line l where l.company_id = ${companyId}
        and not exists (select 1 from line_removal r where r.company_id = l.company_id and r.line_id = l.id))::int
      + (select count(*) from invitation i where i.company_id = ${companyId} and i.accepted_at is null and i.withdrawn_at is null
        and i.expires_at > ${now.toISOString()}::timestamptz)::int as used`);
  return counted.rows[0]?.used ?? 0;
}

/** Admins who can act: neither suspended nor removed, and not this one. */
export function countOtherAdmins(db: Db, companyId: CompanyId, except: LineId): Promise<number> {
  return db.$count(
    line,
    and(
      eq(line.companyId, companyId),
      ne(line.id, except),
      isNull(line.suspendedAt),
      sql`'admin' = any(${line.roles})`,
    ),
  );
}

/** Lines in use that would have to set up a second step if everybody needed one. */
export async function countWithoutSecondStep(db: Db, companyId: CompanyId): Promise<number> {
  return db.$count(line, and(eq(line.companyId, companyId), isNull(line.suspendedAt), not(hasFactor)));
}

export async function findRemoval(db: Db, companyId: CompanyId, lineId: LineId) {
  const [found] = await db
    .select()
    .from(lineRemoval)
    .where(and(eq(lineRemoval.companyId, companyId), eq(lineRemoval.lineId, lineId)));
  return found;
}

/** A line of the company that is in use. */
export async function findActiveLine(db: Db, companyId: CompanyId, lineId: string) {
  const [found] = await db
    .select()
    .from(line)
    .where(and(eq(line.companyId, companyId), eq(line.id, lineId as LineId), isNull(line.suspendedAt))); // digits by the contract; whether it is a line is for the query to say
  return found;
}
