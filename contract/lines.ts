import { type Static, Type } from 'typebox';
import { lineErrors as l, invitationErrors as n } from './company-errors.ts';
import { anyone, endpoint, line } from './endpoint.ts';
import { identityErrors as i, Me, numberErrors, passwordErrors, RoleName, usernameErrors } from './identity.ts';
import { E164, Id, maybe, Time } from './shapes.ts';

const strict = { additionalProperties: false } as const;
const Roles = Type.Array(RoleName, { minItems: 1, maxItems: 4, uniqueItems: true });
const NumberFate = Type.Union([Type.Literal('keep'), Type.Literal('move'), Type.Literal('release')]);
export type NumberFate = Static<typeof NumberFate>;

export const LineCard = Type.Object({
  id: Id,
  name: Type.String(),
  picture: maybe(Type.String()),
  number: maybe(E164),
  roles: Type.Array(RoleName),
  state: Type.Union([Type.Literal('active'), Type.Literal('suspended'), Type.Literal('removed')]),
  /** What only those see who manage lines. Addresses and numbers are hidden but for their ends. */
  managed: maybe(
    Type.Object({
      username: Type.String(),
      email: maybe(Type.String()),
      cell: maybe(Type.String()),
      lastSeenAt: maybe(Time),
      lockedOut: Type.Boolean(),
      /** Whether sign-in asks for more than the password. */
      hasSecondStep: Type.Boolean(),
      /** Once removed: when it is gone for good, and what becomes of its number and conversations. */
      removal: maybe(Type.Object({ goneAt: Time, number: NumberFate, threadsTo: maybe(Id) })),
    }),
  ),
});
export type LineCard = Static<typeof LineCard>;

const Invitation = Type.Object({
  id: Id,
  name: Type.String(),
  channel: Type.Union([Type.Literal('mail'), Type.Literal('text')]),
  target: Type.String(),
  roles: Type.Array(RoleName),
  invitedBy: Type.String(),
  sentAt: Time,
  expiresAt: Time,
  expired: Type.Boolean(),
});
export type Invitation = Static<typeof Invitation>;

export const Lines = Type.Object({
  lines: Type.Array(LineCard),
  /** Waiting ones; empty for those who do not manage lines. */
  invitations: Type.Array(Invitation),
  /** How many lines the plan allows, and how many are used or promised; null: as many as wanted. */
  allowance: Type.Object({ most: maybe(Type.Integer()), used: Type.Integer() }),
});
export type Lines = Static<typeof Lines>;

const Token = Type.String({ minLength: 20, maxLength: 200 });
const ofLine = Type.Object({ id: Id }, strict);
const manage = line({ may: 'manage_lines' });
const manageProven = line({ may: 'manage_lines', proof: true });
const invitationDead = [n.invitationUsed, n.invitationWithdrawn, n.invitationExpired, n.invitationUnknown];

export const lines = {
  list: endpoint({
    method: 'GET',
    path: '/api/lines',
    summary: 'The lines of the company, as far as the caller may see them',
    access: line({ may: 'see_lines' }),
    reply: Lines,
    errors: [],
  }),
  invite: endpoint({
    method: 'POST',
    path: '/api/invitations',
    summary: 'Invite somebody to a line of their own, by e-mail or text',
    access: manageProven,
    status: 201,
    body: Type.Object(
      { name: Type.String({ maxLength: 500 }), to: Type.String({ maxLength: 400 }), roles: Roles },
      strict,
    ),
    reply: Lines,
    errors: [
      i.nameShape,
      i.emailShape,
      ...numberErrors,
      l.rolesContradict,
      l.linesSpent,
      n.hasLine,
      n.alreadyInvited,
      n.invitationsSpent,
    ],
  }),
  resendInvitation: endpoint({
    method: 'POST',
    path: '/api/invitations/:id/resend',
    summary: 'Send an invitation again, with a new link that is good for 7 days; the old link stops',
    access: manage,
    params: ofLine,
    reply: Lines,
    errors: [n.resendTooSoon, n.invitationsSpent, n.invitationUsed],
  }),
  withdrawInvitation: endpoint({
    method: 'DELETE',
    path: '/api/invitations/:id',
    summary: 'Withdraw an invitation: its link stops',
    access: manage,
    params: ofLine,
    reply: Lines,
    errors: [n.invitationUsed],
  }),
  lookAtInvitation: endpoint({
    method: 'POST',
    path: '/api/invitations/look',
    summary: 'What an invitation is about; changes nothing',
    access: anyone,
    body: Type.Object({ token: Token }, strict),
    reply: Type.Object({
      company: Type.String(),
      name: Type.String(),
      invitedBy: Type.String(),
      channel: Type.Union([Type.Literal('mail'), Type.Literal('text')]),
      target: Type.String(),
      expiresAt: Time,
    }),
    errors: [...invitationDead, i.tooManyAttempts],
  }),
  acceptInvitation: endpoint({
    method: 'POST',
    path: '/api/invitations/accept',
    summary:
      'Accept an invitation with a username and a password of one’s own; the address or number it went to counts as proven',
    access: anyone,
    status: 201,
    body: Type.Object(
      {
        token: Token,
        name: Type.String({ maxLength: 500 }),
        username: Type.String({ maxLength: 200 }),
        password: Type.String({ maxLength: 2000 }),
        timeZone: Type.Optional(Type.String({ maxLength: 64 })),
      },
      strict,
    ),
    reply: Me,
    errors: [
      ...invitationDead,
      n.signedInElsewhere,
      l.linesSpent,
      i.tooManyAttempts,
      i.nameShape,
      i.emailTaken,
      i.numberOurs,
      ...usernameErrors,
      ...passwordErrors,
    ],
  }),
  changeRoles: endpoint({
    method: 'PUT',
    path: '/api/lines/:id/roles',
    summary: 'Change the roles of a line; they act at once',
    access: manageProven,
    params: ofLine,
    body: Type.Object({ roles: Roles }, strict),
    reply: Lines,
    errors: [l.noSuchLine, l.lastAdmin, l.rolesContradict, l.lineRemoved],
  }),
  suspend: endpoint({
    method: 'POST',
    path: '/api/lines/:id/suspend',
    summary: 'Suspend a line: its sessions end, its keys and password open nothing',
    access: manageProven,
    params: ofLine,
    reply: Lines,
    errors: [l.noSuchLine, l.lastAdmin, l.lineRemoved],
  }),
  resume: endpoint({
    method: 'POST',
    path: '/api/lines/:id/resume',
    summary: 'Let a suspended line in again',
    access: manage,
    params: ofLine,
    reply: Lines,
    errors: [l.noSuchLine, l.lineRemoved],
  }),
  startReset: endpoint({
    method: 'POST',
    path: '/api/lines/:id/reset',
    summary: 'Start a password reset: the present password stops, and the person is told how to choose another',
    access: manageProven,
    params: ofLine,
    reply: Lines,
    errors: [l.noSuchLine, l.unreachable, l.lineRemoved],
  }),
  clearLockOut: endpoint({
    method: 'POST',
    path: '/api/lines/:id/clear-lock-out',
    summary: 'Let a line try again that ran out of tries',
    access: manage,
    params: ofLine,
    reply: Lines,
    errors: [l.noSuchLine, l.lineRemoved],
  }),
  clearSecondStep: endpoint({
    method: 'POST',
    path: '/api/lines/:id/clear-second-step',
    summary: 'Take away the second step of somebody who lost it: passkeys, authenticator apps and recovery codes',
    access: manageProven,
    params: ofLine,
    reply: Lines,
    errors: [l.noSuchLine, l.lineRemoved],
  }),
  remove: endpoint({
    method: 'POST',
    path: '/api/lines/:id/removal',
    summary: 'Remove a line; for 7 days it can be brought back',
    access: manageProven,
    params: ofLine,
    body: Type.Object(
      {
        number: NumberFate,
        /** The line that gets the number, where it moves. */
        numberTo: maybe(Id),
        /** The line that gets the conversations; null: they are deleted. */
        threadsTo: maybe(Id),
      },
      strict,
    ),
    reply: Lines,
    errors: [l.noSuchLine, l.lastAdmin, l.heirUnfit, l.lineRemoved],
  }),
  undoRemoval: endpoint({
    method: 'DELETE',
    path: '/api/lines/:id/removal',
    summary: 'Bring a removed line back, within its 7 days',
    access: manage,
    params: ofLine,
    reply: Lines,
    errors: [l.noSuchLine, l.notRemoved, l.linesSpent],
  }),
} as const;
