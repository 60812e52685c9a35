import type { LineId } from '#contract/ids.ts';
import type { Invitation, LineCard } from '#contract/lines.ts';
import { hidden, pictureAddress } from '#server/features/identity/index.ts';
import type { listInvitations, listLines } from './store.ts';

type Row = Awaited<ReturnType<typeof listLines>>[number];

/** A line as a colleague sees it; `managed` for those who look after lines. */
export function presentLine(
  { line, removal, lastSeenAt, hasSecondStep }: Row,
  managed: { lockedOut: ReadonlySet<LineId> } | null,
): LineCard {
  return {
    id: line.id,
    name: line.name,
    picture: pictureAddress(line.picture),
    number: line.number,
    roles: line.roles,
    state: removal ? 'removed' : line.suspendedAt ? 'suspended' : 'active',
    managed: managed && {
      username: line.username,
      email: line.email && hidden(line.email),
      cell: line.cell && hidden(line.cell),
      lastSeenAt: lastSeenAt === null ? null : new Date(lastSeenAt).toISOString(),
      lockedOut: managed.lockedOut.has(line.id),
      hasSecondStep,
      removal: removal && {
        goneAt: removal.goneAt.toISOString(),
        number: removal.number,
        threadsTo: removal.threadsTo,
      },
    },
  };
}

export const presentInvitation = (
  { invitation: of, invitedBy }: Awaited<ReturnType<typeof listInvitations>>[number],
  now: Date,
): Invitation => ({
  id: of.id,
  name: of.name,
  channel: of.channel,
  target: of.target,
  roles: of.roles,
  invitedBy,
  sentAt: of.sentAt.toISOString(),
  expiresAt: of.expiresAt.toISOString(),
  expired: of.expiresAt <= now,
});
