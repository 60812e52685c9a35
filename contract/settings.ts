import { type Static, Type } from 'typebox';
import { endpoint, line } from './endpoint.ts';
import {
  Appearance,
  codeErrors,
  identityErrors,
  Language,
  numberErrors,
  passwordErrors,
  sendErrors,
  usernameErrors,
} from './identity.ts';
import { settingsErrors } from './settings-errors.ts';
import { ScopeName, Settings } from './settings-shape.ts';
import { Id, maybe } from './shapes.ts';

export * from './settings-errors.ts';
export * from './settings-shape.ts';

const s = settingsErrors;
const i = identityErrors;

/** The value the page showed when the person began to type: a save over somebody else's change is refused, not silent. */
const was = <T extends import('typebox').TSchema>(schema: T) => Type.Optional(schema);
const strict = { additionalProperties: false } as const;

export const Preferences = Type.Object(
  {
    emailNotifications: Type.Boolean(),
    desktopNotifications: Type.Boolean(),
    soundNotifications: Type.Boolean(),
    timeZone: Type.String({ maxLength: 64 }),
    language: Language,
    appearance: Appearance,
  },
  strict,
);
export type Preferences = Static<typeof Preferences>;

const read = line({ scope: 'settings:read' });
const write = line({ scope: 'settings:write' });
const proven = line({ proof: true });

export const settings = {
  read: endpoint({
    method: 'GET',
    path: '/api/settings',
    summary: 'Everything on My Settings',
    access: read,
    reply: Settings,
    errors: [],
  }),

  uploadPicture: endpoint({
    method: 'PUT',
    path: '/api/settings/picture',
    summary: 'Upload a picture, with a square to crop (pixels of the upright picture)',
    access: line(),
    upload: { maxBytes: 10 * 1024 * 1024 },
    query: Type.Object({
      x: Type.Optional(Type.Integer({ minimum: 0 })),
      y: Type.Optional(Type.Integer({ minimum: 0 })),
      side: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
    reply: Settings,
    errors: [s.pictureTooLarge, s.picturePixels, s.pictureUnreadable, s.pictureSvg, s.pictureMissing],
  }),
  removePicture: endpoint({
    method: 'DELETE',
    path: '/api/settings/picture',
    summary: 'Remove the picture',
    access: line(),
    reply: Settings,
    errors: [],
  }),
  picture: endpoint({
    method: 'GET',
    path: '/api/pictures/:key/:size',
    summary: 'A picture, by its unguessable and immutable address',
    access: { who: 'anyone' },
    kind: 'binary',
    params: Type.Object({
      key: Type.String({ pattern: '^[A-Za-z0-9_-]{16,64}$' }),
      size: Type.Union([Type.Literal('64'), Type.Literal('128'), Type.Literal('256'), Type.Literal('512')]),
    }),
    errors: [],
  }),

  changeName: endpoint({
    method: 'PUT',
    path: '/api/settings/name',
    summary: 'Change "My Name"',
    access: write,
    body: Type.Object({ name: Type.String({ maxLength: 2000 }), was: was(Type.String()) }, strict),
    reply: Settings,
    errors: [i.nameShape, s.changedElsewhere],
  }),
  changeUsername: endpoint({
    method: 'PUT',
    path: '/api/settings/username',
    summary: 'Change the username; the old one works for 30 days and is held for 90',
    access: line(),
    body: Type.Object({ username: Type.String({ maxLength: 200 }), was: was(Type.String()) }, strict),
    reply: Settings,
    errors: [...usernameErrors, s.changedElsewhere],
  }),
  changePreferences: endpoint({
    method: 'PATCH',
    path: '/api/settings/preferences',
    summary: 'Change switches, time zone, language, appearance',
    access: write,
    body: Type.Object(
      {
        set: Type.Partial(Preferences, { ...strict, minProperties: 1 }),
        was: Type.Optional(Type.Partial(Preferences, strict)),
      },
      strict,
    ),
    reply: Settings,
    errors: [s.timeZoneUnknown, s.changedElsewhere],
  }),

  proposeCell: endpoint({
    method: 'POST',
    path: '/api/settings/cell',
    summary: '"Change Number": texts a code to the new number',
    access: proven,
    status: 202,
    body: Type.Object({ number: Type.String({ maxLength: 60 }) }, strict),
    reply: Settings,
    errors: [...numberErrors, s.cellSame, ...sendErrors],
  }),
  resendCell: endpoint({
    method: 'POST',
    path: '/api/settings/cell/resend',
    summary: 'Text a new code to the number that waits',
    access: line(),
    status: 202,
    reply: Settings,
    errors: [s.nothingWaiting, ...sendErrors],
  }),
  verifyCell: endpoint({
    method: 'POST',
    path: '/api/settings/cell/verify',
    summary: '"Verify": the code that was texted',
    access: line(),
    body: Type.Object({ code: Type.String({ maxLength: 500 }) }, strict),
    reply: Settings,
    errors: [s.nothingWaiting, ...codeErrors],
  }),
  cancelCell: endpoint({
    method: 'DELETE',
    path: '/api/settings/cell/waiting',
    summary: 'Forget the number that waits',
    access: line(),
    reply: Settings,
    errors: [s.nothingWaiting],
  }),
  removeCell: endpoint({
    method: 'DELETE',
    path: '/api/settings/cell',
    summary: '"Remove number"',
    access: proven,
    reply: Settings,
    errors: [s.cellNeeded],
  }),

  sendPasswordCode: endpoint({
    method: 'POST',
    path: '/api/settings/password/code',
    summary: '"Reset Password": sends a reset code to the verified cell, or the e-mail address where there is none',
    access: line(),
    status: 202,
    reply: Settings,
    errors: [s.noChannel, ...sendErrors],
  }),
  cancelPasswordCode: endpoint({
    method: 'DELETE',
    path: '/api/settings/password/code',
    summary: 'Forget the reset code',
    access: line(),
    reply: Settings,
    errors: [s.nothingWaiting],
  }),
  updatePassword: endpoint({
    method: 'POST',
    path: '/api/settings/password',
    summary: '"Update Password", with the reset code or the current password',
    access: line(),
    body: Type.Object(
      {
        code: Type.Optional(Type.String({ maxLength: 500 })),
        currentPassword: Type.Optional(Type.String({ maxLength: 2000 })),
        newPassword: Type.String({ maxLength: 2000 }),
        endOtherSessions: Type.Boolean(),
      },
      strict,
    ),
    reply: Settings,
    errors: [s.passwordProof, i.wrongPassword, i.tooManyAttempts, ...passwordErrors, ...codeErrors],
  }),

  proposeEmail: endpoint({
    method: 'POST',
    path: '/api/settings/email',
    summary: '"Change Email": mails a link to the new address',
    access: proven,
    status: 202,
    body: Type.Object({ email: Type.String({ maxLength: 400 }) }, strict),
    reply: Settings,
    errors: [i.emailShape, s.emailSame, i.emailTaken, ...sendErrors],
  }),
  resendEmail: endpoint({
    method: 'POST',
    path: '/api/settings/email/resend',
    summary: 'Mail a new link to the address that waits',
    access: line(),
    status: 202,
    reply: Settings,
    errors: [s.nothingWaiting, ...sendErrors],
  }),
  cancelEmail: endpoint({
    method: 'DELETE',
    path: '/api/settings/email/waiting',
    summary: 'Forget the address that waits',
    access: line(),
    reply: Settings,
    errors: [s.nothingWaiting],
  }),

  showKey: endpoint({
    method: 'POST',
    path: '/api/settings/api-key/show',
    summary: "Show the line's API key",
    access: proven,
    reply: Type.Object({ key: Type.String() }),
    errors: [],
  }),
  rotateKey: endpoint({
    method: 'POST',
    path: '/api/settings/api-key/rotate',
    summary: 'Make a new API key; the old one lives on for the hours given',
    access: proven,
    body: Type.Object(
      { oldKeyHours: Type.Union([Type.Literal(0), Type.Literal(1), Type.Literal(24), Type.Literal(168)]) },
      strict,
    ),
    reply: Type.Object({ key: Type.String(), settings: Settings }),
    errors: [],
  }),
  makeKey: endpoint({
    method: 'POST',
    path: '/api/settings/api-keys',
    summary: 'Make a named key; it is shown this once',
    access: proven,
    status: 201,
    body: Type.Object(
      {
        name: Type.String({ maxLength: 200 }),
        scopes: Type.Array(ScopeName, { minItems: 1, uniqueItems: true }),
        expiresInDays: maybe(Type.Union([Type.Literal(7), Type.Literal(30), Type.Literal(90), Type.Literal(365)])),
      },
      strict,
    ),
    reply: Type.Object({ key: Type.String(), settings: Settings }),
    errors: [s.keyNameShape, s.tooManyKeys],
  }),
  changeKeyRate: endpoint({
    method: 'PUT',
    path: '/api/settings/api-keys/:id/rate',
    summary: 'How many calls a minute a key may make; null: as many as the server grants each',
    access: proven,
    params: Type.Object({ id: Id }, strict),
    body: Type.Object({ perMinute: maybe(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })) }, strict),
    reply: Settings,
    errors: [s.keyRateRange],
  }),
  revokeKey: endpoint({
    method: 'DELETE',
    path: '/api/settings/api-keys/:id',
    summary: 'Stop a named key for good',
    access: proven,
    params: Type.Object({ id: Id }, strict),
    reply: Settings,
    errors: [],
  }),
} as const;
