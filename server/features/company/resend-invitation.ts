import { and, eq } from 'drizzle-orm';
import { invitationErrors as n } from '#contract/company-errors.ts';
import { commonErrors } from '#contract/endpoint.ts';
import type { InvitationId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { hidden, record } from '#server/features/identity/index.ts';
import { minutes } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tell } from '#server/platform/live/live.ts';
import { digestOf, newToken } from '#server/platform/secrets.ts';
import { takeInvitationQuotas } from './invite.ts';
import { goodUntil, sendInvitation } from './send-invitation.ts';
import { invitation } from './tables.ts';
import { withCompany } from './with-company.ts';

/** Sends an invitation again with a new link; the old one stops. Throws `request.not_found`, `company.invitation_used`, `company.resend_too_soon`, `company.invitations_spent`. */
export function resendInvitation(deps: Deps, caller: Caller, id: string): Promise<void> {
  return withCompany(deps, caller, 'manage_lines', async (tx, company) => {
    const known = await lockOpenInvitation(tx, caller, id);
    const now = deps.clock.now();
    const wait = known.sentAt.getTime() + minutes(1) - now.getTime();
    if (wait > 0) throw new AppError(n.resendTooSoon, { detail: { retryAfterSeconds: Math.ceil(wait / 1000) } });
    await takeInvitationQuotas(tx, deps, company, known.target);
    const token = newToken();
    await tx
      .update(invitation)
      .set({ digest: digestOf(token), sentAt: now, expiresAt: goodUntil(now) })
      .where(and(eq(invitation.companyId, company.id), eq(invitation.id, known.id)));
    await sendInvitation(tx, deps, company, known, token);
    await record(tx, deps, { ...caller, about: null }, 'invitation.sent-again', { to: hidden(known.target) });
    await tell(tx, { company: company.id, topic: 'lines' });
  });
}

/** An invitation of the caller's company that is neither used nor withdrawn, locked. */
export async function lockOpenInvitation(tx: Db, caller: Caller, id: string) {
  const [known] = await tx
    .select()
    .from(invitation)
    .where(and(eq(invitation.companyId, caller.companyId), eq(invitation.id, id as InvitationId))) // digits by the contract
    .for('update');
  if (!known || known.withdrawnAt !== null) throw new AppError(commonErrors.notFound);
  if (known.acceptedAt !== null) throw new AppError(n.invitationUsed);
  return known;
}
