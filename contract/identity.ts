import { type Static, Type } from 'typebox';
import { anyone, type ErrorSpec, endpoint, line } from './endpoint.ts';
import { E164, Id, maybe, Time } from './shapes.ts';

export const identityErrors = {
  wrongCredentials: {
    code: 'identity.wrong_credentials',
    status: 401,
    message: 'That username and password do not match. Check both, or reset your password.',
  },
  tooManyAttempts: {
    code: 'identity.too_many_attempts',
    status: 429,
    message: 'Too many attempts. Wait before you try again, or reset your password.',
  },
  wrongPassword: { code: 'identity.wrong_password', status: 422, message: 'That is not your current password.' },
  suspended: {
    code: 'identity.suspended',
    status: 403,
    message: 'This line is suspended. Ask an admin of your company.',
  },
  signUpClosed: {
    code: 'identity.sign_up_closed',
    status: 403,
    message: 'New companies cannot sign up here. Ask the person who runs this server.',
  },
  usernameTaken: {
    code: 'identity.username_taken',
    status: 409,
    message: 'That username is taken, or looks too much like one that is. Choose another.',
  },
  usernameHeld: {
    code: 'identity.username_held',
    status: 409,
    message: 'That username was given up recently and is kept free for its last owner. Choose another.',
  },
  usernameReserved: {
    code: 'identity.username_reserved',
    status: 422,
    message: 'That username is reserved. Choose another.',
  },
  usernameShape: {
    code: 'identity.username_shape',
    status: 422,
    message: 'Use 3 to 64 letters, digits and . _ - @ + in a username.',
  },
  nameShape: { code: 'identity.name_shape', status: 422, message: 'A name has 1 to 120 characters that can be seen.' },
  passwordShort: { code: 'identity.password_short', status: 422, message: 'Use at least 8 characters.' },
  passwordLong: { code: 'identity.password_long', status: 422, message: 'Use at most 256 characters.' },
  passwordGuessable: {
    code: 'identity.password_guessable',
    status: 422,
    message: 'That password is easy to guess. Add words, or let a password manager make one.',
  },
  passwordBreached: {
    code: 'identity.password_breached',
    status: 422,
    message: 'That password is on lists that attackers try first. Choose another.',
  },
  passwordSame: {
    code: 'identity.password_same',
    status: 422,
    message: 'That is the password you have now. Choose another.',
  },
  numberShape: {
    code: 'identity.number_shape',
    status: 422,
    message: 'That is not a whole phone number. Type it with its area code.',
  },
  numberPremium: {
    code: 'identity.number_premium',
    status: 422,
    message: 'Premium and shared-cost numbers cannot receive codes. Use your own mobile.',
  },
  numberEmergency: {
    code: 'identity.number_emergency',
    status: 422,
    message: 'Emergency and service numbers cannot be called or texted here.',
  },
  numberCountry: {
    code: 'identity.number_country',
    status: 422,
    message: 'Texts are not sent to that country from here. Use a number of your own region.',
  },
  numberLandline: {
    code: 'identity.number_landline',
    status: 422,
    message: 'That is not a mobile number. Codes come as a text, so use a mobile.',
  },
  numberOurs: {
    code: 'identity.number_ours',
    status: 422,
    message:
      'Trunkline itself serves that number, so its codes would arrive in the account you may be locked out of. Use your own mobile.',
  },
  emailShape: {
    code: 'identity.email_shape',
    status: 422,
    message: 'That is not an e-mail address. It looks like name@example.com.',
  },
  emailTaken: {
    code: 'identity.email_taken',
    status: 409,
    message: 'Another line uses that e-mail address. Use another one.',
  },
  codeWrong: { code: 'identity.code_wrong', status: 422, message: 'That code is not right.' },
  codeReplaced: {
    code: 'identity.code_replaced',
    status: 422,
    message: 'That code was replaced by a newer one. Use the code from the latest message.',
  },
  codeExpired: { code: 'identity.code_expired', status: 422, message: 'That code has expired. Send a new one.' },
  codeUsedUp: {
    code: 'identity.code_used_up',
    status: 429,
    message: 'That was the last try for this code. Send a new one.',
  },
  codeNone: { code: 'identity.code_none', status: 422, message: 'No code is waiting. Send a new one.' },
  guessesSpent: {
    code: 'identity.guesses_spent',
    status: 429,
    message: 'Too many wrong codes. Wait before you try again.',
  },
  codesTooSoon: {
    code: 'identity.codes_too_soon',
    status: 429,
    message: 'A code was sent a moment ago. Wait before you send another.',
  },
  codesSpent: {
    code: 'identity.codes_spent',
    status: 429,
    message: 'Too many codes were asked for. Wait before you ask for another.',
  },
  codesStopped: {
    code: 'identity.codes_stopped',
    status: 429,
    message:
      'Codes to this country are paused for today because too many were not used. Try tomorrow, or ask the person who runs this server.',
  },
  resetWrong: {
    code: 'identity.reset_wrong',
    status: 422,
    message: 'That code is wrong, used or too old. Check it, or start again.',
  },
  linkDead: {
    code: 'identity.link_dead',
    status: 410,
    message: 'This link is no longer good: it was used, replaced or is too old.',
  },
} as const satisfies Record<string, ErrorSpec>;
const e = identityErrors;

export const passwordErrors = [
  e.passwordShort,
  e.passwordLong,
  e.passwordGuessable,
  e.passwordBreached,
  e.passwordSame,
] as const;
export const usernameErrors = [e.usernameTaken, e.usernameHeld, e.usernameReserved, e.usernameShape] as const;
export const numberErrors = [
  e.numberShape,
  e.numberPremium,
  e.numberEmergency,
  e.numberCountry,
  e.numberLandline,
  e.numberOurs,
] as const;
export const sendErrors = [e.codesTooSoon, e.codesSpent, e.codesStopped] as const;
export const codeErrors = [
  e.codeWrong,
  e.codeReplaced,
  e.codeExpired,
  e.codeUsedUp,
  e.codeNone,
  e.guessesSpent,
] as const;

export const Language = Type.Union([Type.Literal('en'), Type.Literal('es')]);
export type Language = Static<typeof Language>;
export const Appearance = Type.Union([Type.Literal('system'), Type.Literal('light'), Type.Literal('dark')]);
export const RoleName = Type.Union([
  Type.Literal('admin'),
  Type.Literal('billing'),
  Type.Literal('member'),
  Type.Literal('restricted'),
]);

/** The signed-in line as every page needs it. */
export const Me = Type.Object({
  line: Type.Object({
    id: Id,
    name: Type.String(),
    username: Type.String(),
    /** The line's public number; null while the carrier is still being asked for one. */
    number: maybe(E164),
    roles: Type.Array(RoleName),
    /** Address of the picture without its size: add `/64`, `/128`, `/256` or `/512`. Null: show initials. */
    picture: maybe(Type.String()),
    language: Language,
    timeZone: Type.String(),
    appearance: Appearance,
    /** Whether a cell and an e-mail address are proven: what the first-run checklist asks for. */
    cellVerified: Type.Boolean(),
    emailVerified: Type.Boolean(),
  }),
  company: Type.Object({ id: Id, name: Type.String(), region: Type.String(), timeZone: Type.String() }),
  /** Until when this session counts as freshly proven (step-up). */
  provenUntil: Time,
});
export type Me = Static<typeof Me>;

const Username = Type.String({ maxLength: 200 });
const Password = Type.String({ maxLength: 2000 });
const Code = Type.String({
  maxLength: 500,
  description: 'The six digits; text around them is ignored, so a whole message can be pasted.',
});
/** Opaque; comes from a link. */
const Token = Type.String({ minLength: 20, maxLength: 200 });

/** What a mailed or texted link is about, shown before its button is pressed. */
export const LinkView = Type.Object({
  does: Type.Union([Type.Literal('confirm-email'), Type.Literal('cancel-change'), Type.Literal('undo-change')]),
  kind: Type.Union([Type.Literal('email'), Type.Literal('cell')]),
  name: Type.String(),
  company: Type.String(),
  /** The value that is or would become current, hidden but for its ends. */
  newValue: Type.String(),
  oldValue: maybe(Type.String()),
  proposedAt: Time,
  goodUntil: Time,
});
export type LinkView = Static<typeof LinkView>;

export const identity = {
  start: endpoint({
    method: 'GET',
    path: '/api/start',
    summary: 'What a visitor needs to know before signing in',
    access: anyone,
    reply: Type.Object({
      signUp: Type.Union([Type.Literal('first'), Type.Literal('open'), Type.Literal('closed')]),
      /** The handset page stands in for the phone network. */
      handsets: Type.Boolean(),
      /** The mailbox page stands in for mail. */
      mailbox: Type.Boolean(),
      region: Type.String(),
    }),
    errors: [],
  }),
  signUp: endpoint({
    method: 'POST',
    path: '/api/sign-up',
    summary: 'Sign up: a company, its first line, and a code and a link on their way',
    status: 201,
    access: anyone,
    body: Type.Object(
      {
        company: Type.String({ maxLength: 500 }),
        name: Type.String({ maxLength: 500 }),
        username: Username,
        password: Password,
        cell: Type.String({ maxLength: 60 }),
        email: Type.String({ maxLength: 400 }),
        timeZone: Type.Optional(Type.String({ maxLength: 64 })),
        language: Type.Optional(Language),
      },
      { additionalProperties: false },
    ),
    reply: Me,
    errors: [
      e.signUpClosed,
      e.nameShape,
      e.emailShape,
      e.emailTaken,
      ...usernameErrors,
      ...passwordErrors,
      ...numberErrors,
      ...sendErrors,
    ],
  }),
  checkUsername: endpoint({
    method: 'GET',
    path: '/api/username-check',
    summary: 'Whether a username could be taken now',
    access: anyone,
    query: Type.Object({ username: Username }),
    reply: Type.Object({
      free: Type.Boolean(),
      why: Type.Optional(Type.String({ description: 'The code of the refusal that taking it would get.' })),
    }),
    errors: [],
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/api/sign-in',
    summary: 'Sign in',
    access: anyone,
    body: Type.Object({ username: Username, password: Password }, { additionalProperties: false }),
    reply: Me,
    errors: [e.wrongCredentials, e.tooManyAttempts, e.suspended],
  }),
  signOut: endpoint({
    method: 'POST',
    path: '/api/sign-out',
    summary: 'Sign out',
    access: anyone,
    status: 204,
    errors: [],
  }),
  me: endpoint({
    method: 'GET',
    path: '/api/me',
    summary: 'The signed-in line',
    access: line(),
    reply: Me,
    errors: [],
  }),
  prove: endpoint({
    method: 'POST',
    path: '/api/proof',
    summary: 'Prove again that it is you (step-up); the session gets a new token',
    access: line(),
    body: Type.Object({ password: Password }, { additionalProperties: false }),
    reply: Type.Object({ provenUntil: Time }),
    errors: [e.wrongPassword, e.tooManyAttempts],
  }),
  forgotPassword: endpoint({
    method: 'POST',
    path: '/api/forgot-password',
    summary: 'Ask for a reset code; the answer is the same for names that exist and names that do not',
    access: anyone,
    status: 202,
    body: Type.Object({ username: Username }, { additionalProperties: false }),
    reply: Type.Object({ ticket: Token, expiresAt: Time }),
    errors: [e.tooManyAttempts],
  }),
  finishForgotPassword: endpoint({
    method: 'POST',
    path: '/api/forgot-password/finish',
    summary: 'Set a new password with the reset code',
    access: anyone,
    status: 204,
    body: Type.Object({ ticket: Token, code: Code, newPassword: Password }, { additionalProperties: false }),
    errors: [e.resetWrong, e.tooManyAttempts, ...passwordErrors],
  }),
  forgotUsername: endpoint({
    method: 'POST',
    path: '/api/forgot-username',
    summary: 'Have the usernames of a proven cell or e-mail address sent there',
    access: anyone,
    status: 202,
    body: Type.Object(
      { to: Type.String({ maxLength: 400, description: 'A phone number or an e-mail address.' }) },
      { additionalProperties: false },
    ),
    reply: Type.Object({}),
    errors: [e.tooManyAttempts],
  }),
  lookAtLink: endpoint({
    method: 'POST',
    path: '/api/links/look',
    summary: 'What a link would do; changes nothing',
    access: anyone,
    body: Type.Object({ token: Token }, { additionalProperties: false }),
    reply: LinkView,
    errors: [e.linkDead, e.tooManyAttempts],
  }),
  useLink: endpoint({
    method: 'POST',
    path: '/api/links/use',
    summary: 'Confirm, cancel or undo what the link is about',
    access: anyone,
    body: Type.Object(
      {
        token: Token,
        does: Type.Union([Type.Literal('confirm-email'), Type.Literal('cancel-change'), Type.Literal('undo-change')]),
      },
      { additionalProperties: false },
    ),
    reply: Type.Object({
      done: Type.Union([Type.Literal('confirm-email'), Type.Literal('cancel-change'), Type.Literal('undo-change')]),
    }),
    errors: [e.linkDead, e.emailTaken, e.tooManyAttempts],
  }),
} as const;
