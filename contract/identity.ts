import { type Static, Type } from 'typebox';
import { anyone, endpoint, line } from './endpoint.ts';
import { identityErrors as e, numberErrors, passwordErrors, sendErrors, usernameErrors } from './identity-errors.ts';
import { FactorProof, proofErrors } from './proofs.ts';
import { E164, Id, maybe, Time } from './shapes.ts';

export * from './identity-errors.ts';

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
  /** The company asks everybody for two-step verification, and this line has none: it is set up before anything else. */
  secondStepMissing: Type.Boolean(),
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
    /** With a second step: `identity.second_step_needed`, whose detail holds `ticket`, `methods` and `passkey`. */
    errors: [e.wrongCredentials, e.tooManyAttempts, e.suspended, e.secondStepNeeded],
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
    access: line({ beforeSecondStep: true }),
    reply: Me,
    errors: [],
  }),
  prove: endpoint({
    method: 'POST',
    path: '/api/proof',
    summary: 'Prove again that it is you (step-up); the session gets a new token',
    access: line({ beforeSecondStep: true }),
    body: Type.Union([Type.Object({ password: Password }, { additionalProperties: false }), FactorProof]),
    reply: Type.Object({ provenUntil: Time }),
    errors: [e.wrongPassword, e.tooManyAttempts, ...proofErrors],
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
