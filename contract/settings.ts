import { type Static, Type } from 'typebox';
import { type ErrorSpec, endpoint, line } from './endpoint.ts';
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
import { E164, Id, maybe, Time } from './shapes.ts';

export const settingsErrors = {
  changedElsewhere: {
    code: 'settings.changed_elsewhere',
    status: 409,
    message:
      'This was changed in another place since you opened it. Look at what stands now, then save again if you still want to.',
  },
  pictureTooLarge: {
    code: 'settings.picture_too_large',
    status: 413,
    message: 'That file is larger than 10 MB. Choose a smaller one.',
  },
  picturePixels: {
    code: 'settings.picture_pixels',
    status: 422,
    message: 'That picture has more than 50 megapixels. Make it smaller, then choose it again.',
  },
  pictureUnreadable: {
    code: 'settings.picture_unreadable',
    status: 422,
    message: 'That file is not a picture that can be read. Use a JPEG, PNG, WebP, GIF or AVIF.',
  },
  pictureSvg: {
    code: 'settings.picture_svg',
    status: 422,
    message: 'SVG drawings cannot be used as a picture. Use a JPEG, PNG, WebP, GIF or AVIF.',
  },
  pictureMissing: {
    code: 'settings.picture_missing',
    status: 422,
    message: 'No file came with the request. Choose one first.',
  },
  cellSame: { code: 'settings.cell_same', status: 422, message: 'That is the number you have now.' },
  cellNeeded: {
    code: 'settings.cell_needed',
    status: 409,
    message: 'This number is the only way to recover your account. Verify an e-mail address first.',
  },
  nothingWaiting: {
    code: 'settings.nothing_waiting',
    status: 409,
    message: 'Nothing is waiting any more. It was confirmed, cancelled or replaced.',
  },
  emailSame: { code: 'settings.email_same', status: 422, message: 'That is the address you have now.' },
  noChannel: {
    code: 'settings.no_channel',
    status: 409,
    message: 'There is no verified cell or e-mail address to send a code to. Use your current password.',
  },
  passwordProof: {
    code: 'settings.password_proof',
    status: 422,
    message: 'Type the reset code or your current password.',
  },
  timeZoneUnknown: {
    code: 'settings.time_zone_unknown',
    status: 422,
    message: 'That is not a time zone. Choose one from the list.',
  },
  keyNameShape: { code: 'settings.key_name_shape', status: 422, message: 'Give the key a name of 1 to 60 characters.' },
  tooManyKeys: {
    code: 'settings.too_many_keys',
    status: 409,
    message: 'A line can have 50 keys. Revoke one you do not use.',
  },
} as const satisfies Record<string, ErrorSpec>;
const s = settingsErrors;
const i = identityErrors;

/** Something sent to prove a number or an address, as the page shows it while it waits. */
export const Waiting = Type.Object({
  /** The number or address that is to be proven. */
  target: Type.String(),
  sentAt: Time,
  expiresAt: Time,
  /** From when "Resend" works. */
  resendAt: Time,
  triesLeft: Type.Integer(),
  /** `sending`: with us; `sent`: the carrier or mail server has it; `delayed`: it is not answering, we keep trying; `failed`: it was refused, see `why`. */
  delivery: Type.Union([
    Type.Literal('sending'),
    Type.Literal('sent'),
    Type.Literal('delivered'),
    Type.Literal('delayed'),
    Type.Literal('failed'),
  ]),
  why: Type.Optional(Type.String()),
});
export type Waiting = Static<typeof Waiting>;

export const ScopeName = Type.Union([Type.Literal('settings:read'), Type.Literal('settings:write')]);
export const NamedKey = Type.Object({
  id: Id,
  name: Type.String(),
  scopes: Type.Array(Type.String()),
  lastFour: Type.String(),
  createdAt: Time,
  expiresAt: maybe(Time),
  lastUsedAt: maybe(Time),
});

export const Settings = Type.Object({
  id: Id,
  name: Type.String(),
  username: Type.String(),
  /** Earlier usernames that still work for sign-in and the API, and until when. */
  formerUsernames: Type.Array(Type.Object({ username: Type.String(), worksUntil: Time })),
  number: maybe(E164),
  picture: maybe(Type.String()),
  cell: Type.Object({
    number: maybe(E164),
    verifiedAt: maybe(Time),
    waiting: maybe(Waiting),
    removable: Type.Boolean(),
  }),
  email: Type.Object({ address: maybe(Type.String()), verifiedAt: maybe(Time), waiting: maybe(Waiting) }),
  password: Type.Object({
    changedAt: Time,
    /** Where a reset code would go, hidden but for its end; null: only the current password works. */
    codeGoesTo: maybe(
      Type.Object({ channel: Type.Union([Type.Literal('text'), Type.Literal('mail')]), target: Type.String() }),
    ),
    waiting: maybe(Waiting),
    otherSessions: Type.Integer(),
  }),
  emailNotifications: Type.Boolean(),
  desktopNotifications: Type.Boolean(),
  soundNotifications: Type.Boolean(),
  timeZone: Type.String(),
  language: Language,
  appearance: Appearance,
  apiKey: Type.Object({
    lastFour: Type.String(),
    createdAt: Time,
    lastUsedAt: maybe(Time),
    /** The key before the last rotation, while it still works. */
    former: maybe(Type.Object({ lastFour: Type.String(), worksUntil: Time })),
  }),
  namedKeys: Type.Array(NamedKey),
});
export type Settings = Static<typeof Settings>;

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
