import { and, eq } from 'drizzle-orm';
import { invitationErrors as n } from '#contract/company-errors.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import type { EmailAddress, PhoneNumber } from '#contract/ids.ts';
import type { lines } from '#contract/lines.ts';
import type { Deps } from '#server/deps.ts';
import {
  createLine,
  findLineAndCompany,
  isTimeZone,
  prepareLine,
  record,
  refuseOurs,
  startSession,
} from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller, Origin } from '#server/platform/http/caller.ts';
import { tell } from '#server/platform/live/live.ts';
import { type AllowedLines, refuseWhenFull } from './allowed-lines.ts';
import { byDigest, findInvitation, refuseDead } from './look-at-invitation.ts';
import { invitation } from './tables.ts';
import { lockCompany } from './with-company.ts';

type Wanted = BodyOf<typeof lines.acceptInvitation>;

/**
 * Makes the invited person's line, signed in. The address or number the link went to counts as proven: they hold it. Throws
 * the refusals of dead links, names, usernames and passwords, `company.signed_in_elsewhere`, `company.lines_spent`.
 */
export async function acceptInvitation(
  deps: Deps,
  allowedLines: AllowedLines,
  wanted: Wanted,
  from: { caller: Caller | undefined; origin: Origin },
) {
  const found = await findInvitation(deps, wanted.token, from.origin);
  refuseDead(found, deps.clock.now());
  if (from.caller) throw new AppError(n.signedInElsewhere);
  const host = await findLineAndCompany(deps.db, { companyId: found.companyId, lineId: found.invitedBy });
  if (!host) throw new AppError(n.invitationUnknown);
  const prepared = await prepareLine(
    {
      name: wanted.name,
      username: wanted.username,
      password: wanted.password,
      timeZone: wanted.timeZone !== undefined && isTimeZone(wanted.timeZone) ? wanted.timeZone : host.company.timeZone,
      language: host.line.language,
      // Parsed when the invitation was made.
      ...(found.channel === 'mail' ? { email: found.target as EmailAddress } : { cell: found.target as PhoneNumber }),
    },
    [host.company.name],
  );
  return deps.db.transaction(async (tx) => {
    const company = await lockCompany(tx, found.companyId);
    const open = await lockByToken(tx, wanted.token);
    refuseDead(open, deps.clock.now());
    await tx
      .update(invitation)
      .set({ acceptedAt: deps.clock.now() })
      .where(and(eq(invitation.companyId, open.companyId), eq(invitation.id, open.id)));
    await refuseWhenFull(tx, deps, allowedLines, company.id);
    if (open.channel === 'text') await refuseOurs(tx, deps, open.target as PhoneNumber, 'token');
    const { line } = await createLine(tx, deps, company.id, prepared, open.roles);
    const ref = { companyId: company.id, lineId: line.id };
    const { token, sessionId } = await startSession(tx, deps, ref, from.origin);
    const proof = `invitation by ${open.channel}`;
    await record(tx, deps, { ...ref, origin: from.origin, sessionId, proof }, 'line.joined', {
      username: line.username,
      roles: open.roles,
    });
    await tell(tx, { company: company.id, topic: 'lines' });
    return { line, company, token };
  });
}

async function lockByToken(tx: Db, token: string) {
  const [open] = await byDigest(tx, token).for('update');
  if (!open) throw new AppError(n.invitationUnknown);
  return open;
}
