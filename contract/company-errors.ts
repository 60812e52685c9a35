import type { ErrorSpec } from './endpoint.ts';

export const lineErrors = {
  noSuchLine: { code: 'company.no_such_line', status: 404, message: 'There is no such line in your company.' },
  lastAdmin: {
    code: 'company.last_admin',
    status: 409,
    message: 'This is the last admin. Make somebody else an admin first.',
  },
  rolesContradict: {
    code: 'company.roles_contradict',
    status: 422,
    message: 'Somebody restricted cannot be an admin or a member as well. Choose one.',
  },
  linesSpent: {
    code: 'company.lines_spent',
    status: 409,
    message: 'All lines of your plan are in use or promised. Remove one, withdraw an invitation, or change the plan.',
  },
  lineRemoved: { code: 'company.line_removed', status: 409, message: 'This line was removed. Bring it back first.' },
  notRemoved: {
    code: 'company.not_removed',
    status: 409,
    message: 'This line can no longer be brought back: it is in use again, or its 7 days are over.',
  },
  heirUnfit: {
    code: 'company.heir_unfit',
    status: 422,
    message: 'Choose another line of your company that is in use.',
  },
  unreachable: {
    code: 'company.unreachable',
    status: 409,
    message: 'This line has no verified cell and no e-mail address, so no reset can reach it.',
  },
} as const satisfies Record<string, ErrorSpec>;

export const invitationErrors = {
  hasLine: {
    code: 'company.invitee_has_line',
    status: 409,
    message: 'Somebody with a line here uses that already. Choose another address or number.',
  },
  alreadyInvited: {
    code: 'company.already_invited',
    status: 409,
    message: 'An invitation to this address or number is waiting. Send it again from the list.',
  },
  invitationsSpent: {
    code: 'company.invitations_spent',
    status: 429,
    message: 'Too many invitations went there, or from your company, for now. Wait a while and try again.',
  },
  resendTooSoon: {
    code: 'company.resend_too_soon',
    status: 429,
    message: 'It was sent a moment ago. Wait a minute before you send it again.',
  },
  invitationUsed: {
    code: 'company.invitation_used',
    status: 410,
    message: 'This invitation was accepted already. Sign in with the username chosen then.',
  },
  invitationWithdrawn: {
    code: 'company.invitation_withdrawn',
    status: 410,
    message: 'This invitation was withdrawn. Ask whoever invited you.',
  },
  invitationExpired: {
    code: 'company.invitation_expired',
    status: 410,
    message: 'This invitation is older than 7 days. Ask whoever invited you to send it again.',
  },
  invitationUnknown: {
    code: 'company.invitation_unknown',
    status: 404,
    message: 'This is not the link of an invitation. Open it from the mail or text once more.',
  },
  signedInElsewhere: {
    code: 'company.signed_in_elsewhere',
    status: 409,
    message: 'You are signed in as another line. Log out, then open the link again.',
  },
} as const satisfies Record<string, ErrorSpec>;

export const companyErrors = {
  changedElsewhere: {
    code: 'company.changed_elsewhere',
    status: 409,
    message: 'This was changed in another place since you opened it. Look at what stands now, then save again.',
  },
  timeZoneUnknown: {
    code: 'company.time_zone_unknown',
    status: 422,
    message: 'That is not a time zone. Choose one from the list.',
  },
  regionUnknown: {
    code: 'company.region_unknown',
    status: 422,
    message: 'That is not a country. Choose one from the list.',
  },
  hoursContradict: {
    code: 'company.hours_contradict',
    status: 422,
    message:
      'These hours contradict themselves: a span ends before it begins, two overlap, or a holiday is there twice.',
  },
  numberGone: {
    code: 'company.number_gone',
    status: 409,
    message: 'Somebody else took that number a moment ago. Choose another.',
  },
  noSuchNumber: {
    code: 'company.no_such_number',
    status: 404,
    message: 'Your company has no such number.',
  },
  numbersSpent: {
    code: 'company.numbers_spent',
    status: 409,
    message: 'Your company keeps 20 numbers that no line uses. Give one to a line or release one first.',
  },
  carrierDown: {
    code: 'company.carrier_down',
    status: 503,
    message: 'The carrier does not answer. Nothing was changed; try again in a moment.',
  },
} as const satisfies Record<string, ErrorSpec>;

export const deletionErrors = {
  alreadyPlanned: {
    code: 'company.deletion_planned',
    status: 409,
    message: 'The deletion of this company is planned already.',
  },
  notPlanned: {
    code: 'company.deletion_not_planned',
    status: 409,
    message: 'No deletion is planned: somebody has kept the company meanwhile.',
  },
  begun: {
    code: 'company.deletion_begun',
    status: 409,
    message: 'The deletion has begun and cannot be stopped any more.',
  },
} as const satisfies Record<string, ErrorSpec>;

export const archiveErrors = {
  beingMade: {
    code: 'company.archive_being_made',
    status: 409,
    message: 'An archive of this is being made. It appears here when it is ready.',
  },
} as const satisfies Record<string, ErrorSpec>;
