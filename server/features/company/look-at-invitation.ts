import { and, eq } from 'drizzle-orm';
import { invitationErrors as n } from '#contract/company-errors.ts';
import type { ReplyOf } from '#contract/endpoint.ts';
import type { lines } from '#contract/lines.ts';
import type { Deps } from '#server/deps.ts';
import { claimAttempt, company, hidden, line } from '#server/features/identity/index.ts';
import { minutes } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Origin } from '#server/platform/http/caller.ts';
import { digestOf } from '#server/platform/secrets.ts';
import { invitation } from './tables.ts';

type Invitation = typeof invitation.$inferSelect;

/** What an invitation is about, for the page that shows its form (R10). Throws the refusals of links that are no longer good. */
export async function lookAtInvitation(
  deps: Deps,
  token: string,
  origin: Origin,
): Promise<ReplyOf<typeof lines.lookAtInvitation>> {
  const found = await findInvitation(deps, token, origin);
  refuseDead(found, deps.clock.now());
  const [by] = await deps.db
    .select({ invitedBy: line.name, company: company.name })
    .from(line)
    .innerJoin(company, eq(company.id, line.companyId))
    .where(and(eq(line.companyId, found.companyId), eq(line.id, found.invitedBy)));
  if (!by) throw new AppError(n.invitationUnknown);
  return {
    ...by,
    name: found.name,
    channel: found.channel,
    target: hidden(found.target),
    expiresAt: found.expiresAt.toISOString(),
  };
}

/** Throws `company.invitation_unknown`, `identity.too_many_attempts`. */
export async function findInvitation(deps: Deps, token: string, origin: Origin): Promise<Invitation> {
  await claimAttempt(deps, [[`link-from:${origin.ip}`, { most: 120, ms: minutes(10) }]]);
  const [found] = await byDigest(deps.db, token);
  if (!found) throw new AppError(n.invitationUnknown);
  return found;
}

export const byDigest = (db: Db, token: string) =>
  db
    .select()
    .from(invitation)
    .where(eq(invitation.digest, digestOf(token)));

/** Whoever holds the link is told which of the ends it met. */
export function refuseDead(of: Invitation, now: Date): void {
  if (of.acceptedAt !== null) throw new AppError(n.invitationUsed);
  if (of.withdrawnAt !== null) throw new AppError(n.invitationWithdrawn);
  if (of.expiresAt <= now) throw new AppError(n.invitationExpired);
}
