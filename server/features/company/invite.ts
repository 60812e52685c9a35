import { and, eq, isNull, or } from 'drizzle-orm';
import { invitationErrors as n } from '#contract/company-errors.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import type { EmailAddress, InvitationId, PhoneNumber } from '#contract/ids.ts';
import type { lines } from '#contract/lines.ts';
import type { Deps } from '#server/deps.ts';
import {
  hidden,
  line,
  parseEmail,
  parseName,
  parseNumber,
  record,
  refuseOurs,
} from '#server/features/identity/index.ts';
import { days, hours } from '#server/platform/clock.ts';
import { type Db, violatedConstraint } from '#server/platform/db/db.ts';
import { type Limit, takeUse } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { digestOf, newToken } from '#server/platform/secrets.ts';
import { type AllowedLines, refuseWhenFull } from './allowed-lines.ts';
import { parseRoles } from './roles.ts';
import { goodUntil, sendInvitation } from './send-invitation.ts';
import { invitation } from './tables.ts';
import { type Company, withCompany } from './with-company.ts';

const perCompany: Limit = { most: 100, ms: days(1) };
/** The same count as codes to a number or address (R13): an invitation costs as much. */
const perTarget: Limit = { most: 5, ms: hours(1) };

type Target = { channel: 'mail'; target: EmailAddress } | { channel: 'text'; target: PhoneNumber };

/**
 * Invites somebody to a line of their own. Throws the refusals of names, addresses and numbers, `company.roles_contradict`,
 * `company.lines_spent`, `company.invitee_has_line`, `company.already_invited`, `company.invitations_spent`.
 */
export async function invite(
  deps: Deps,
  caller: Caller,
  allowedLines: AllowedLines,
  wanted: BodyOf<typeof lines.invite>,
): Promise<void> {
  const name = parseName(wanted.name);
  const roles = parseRoles(wanted.roles);
  const to = parseTarget(deps, wanted.to);
  await withCompany(deps, caller, 'manage_lines', async (tx, company) => {
    await refuseWhenFull(tx, deps, allowedLines, company.id);
    await dropExpired(tx, deps, company, to.target);
    if (to.channel === 'text') await refuseOurs(tx, deps, to.target, 'to');
    await refuseWhoHasLine(tx, company, to);
    await takeInvitationQuotas(tx, deps, company, to.target);
    const token = newToken();
    const now = deps.clock.now();
    const [made] = await tx
      .insert(invitation)
      .values({
        companyId: company.id,
        id: newId<InvitationId>(),
        name,
        ...to,
        roles,
        digest: digestOf(token),
        invitedBy: caller.lineId,
        sentAt: now,
        expiresAt: goodUntil(now),
      })
      .returning()
      .catch((error: unknown) => {
        throw violatedConstraint(error) === 'invitation_waiting'
          ? new AppError(n.alreadyInvited, { field: 'to' })
          : error;
      });
    if (!made) throw new Error('an invitation that was inserted did not come back');
    await sendInvitation(tx, deps, company, made, token);
    await record(tx, deps, { ...caller, about: null }, 'invitation.sent', { name, to: hidden(to.target), roles });
    await tell(tx, { company: company.id, topic: 'lines' });
  });
}

/** A number or an address, by whether there is an @ in it. */
function parseTarget(deps: Deps, text: string): Target {
  if (text.includes('@')) return { channel: 'mail', target: parseEmail(text, 'to') };
  const target = parseNumber(text, { region: deps.config.region, countries: deps.config.textCountries }, 'to');
  return { channel: 'text', target };
}

/** An address belongs to one line anywhere; a cell may be on several, but not twice in a company. */
async function refuseWhoHasLine(tx: Db, company: Company, to: Target): Promise<void> {
  const [found] = await tx
    .select({ id: line.id })
    .from(line)
    .where(
      to.channel === 'mail'
        ? eq(line.email, to.target)
        : and(eq(line.companyId, company.id), or(eq(line.cell, to.target), eq(line.number, to.target))),
    )
    .limit(1);
  if (found) throw new AppError(n.hasLine, { field: 'to' });
}

/** Throws `company.invitations_spent`. */
export async function takeInvitationQuotas(tx: Db, deps: Deps, company: Company, target: string): Promise<void> {
  const wanted: [string, Limit][] = [
    [`codes:to:${target}`, perTarget],
    [`invitations:${company.id}`, perCompany],
  ];
  for (const [key, limit] of wanted) {
    const taken = await takeUse(tx, key, limit, deps.clock.now());
    if (!taken.ok) throw new AppError(n.invitationsSpent, { detail: { retryAfterSeconds: taken.retryAfterSeconds } });
  }
}

/** One that ran out makes room for the next. */
async function dropExpired(tx: Db, deps: Deps, company: Company, target: string): Promise<void> {
  const now = deps.clock.now();
  const [known] = await tx
    .select()
    .from(invitation)
    .where(
      and(
        eq(invitation.companyId, company.id),
        eq(invitation.target, target),
        isNull(invitation.acceptedAt),
        isNull(invitation.withdrawnAt),
      ),
    );
  if (!known || known.expiresAt > now) return;
  await tx
    .update(invitation)
    .set({ withdrawnAt: now })
    .where(and(eq(invitation.companyId, company.id), eq(invitation.id, known.id)));
}
