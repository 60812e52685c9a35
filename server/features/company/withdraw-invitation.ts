import { and, eq } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import { hidden, record } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tell } from '#server/platform/live/live.ts';
import { lockOpenInvitation } from './resend-invitation.ts';
import { invitation } from './tables.ts';
import { withCompany } from './with-company.ts';

/** Withdraws an invitation: its link stops. Throws `request.not_found`, `company.invitation_used`. */
export function withdrawInvitation(deps: Deps, caller: Caller, id: string): Promise<void> {
  return withCompany(deps, caller, 'manage_lines', async (tx, company) => {
    const known = await lockOpenInvitation(tx, caller, id);
    await tx
      .update(invitation)
      .set({ withdrawnAt: deps.clock.now() })
      .where(and(eq(invitation.companyId, company.id), eq(invitation.id, known.id)));
    await record(tx, deps, { ...caller, about: null }, 'invitation.withdrawn', { to: hidden(known.target) });
    await tell(tx, { company: company.id, topic: 'lines' });
  });
}
