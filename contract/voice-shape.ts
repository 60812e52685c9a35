import { type Static, Type } from 'typebox';
import { Id, maybe, Time } from './shapes.ts';

const strict = { additionalProperties: false };

/** What a line decides about calls, apart from greeting, do not disturb and the block list, which have acts of their own. */
export const CallRules = Type.Object(
  {
    forwardToCell: Type.Boolean(),
    /** The cell is connected only after the key 1: its own voicemail cannot swallow the call. */
    pressToAccept: Type.Boolean(),
    ringBrowser: Type.Boolean(),
    ringSeconds: Type.Integer({ minimum: 10, maximum: 60 }),
    /** Outside the company's business hours. */
    afterHours: Type.Union([Type.Literal('ring'), Type.Literal('cell'), Type.Literal('voicemail')]),
    /** The number that one's own cell shows for a forwarded call. */
    cellShows: Type.Union([Type.Literal('caller'), Type.Literal('line')]),
    /** Callers' numbers leave Trunkline neither to the cell nor in e-mails. */
    maskCallerId: Type.Boolean(),
    voicemail: Type.Boolean(),
    transcribe: Type.Boolean(),
    /** Who is in no contact has to press a key before anything rings. */
    screenUnknown: Type.Boolean(),
  },
  strict,
);
export type CallRules = Static<typeof CallRules>;

export const Greeting = Type.Object({
  kind: Type.Union([Type.Literal('default'), Type.Literal('text'), Type.Literal('recording')]),
  text: maybe(Type.String()),
  seconds: Type.Number(),
  /** Where it can be played. */
  url: Type.String(),
});
export type Greeting = Static<typeof Greeting>;

export const PhoneSettings = Type.Object({
  rules: CallRules,
  /** Until when nobody is rung; null: do not disturb is off. */
  doNotDisturbUntil: maybe(Time),
  greeting: Greeting,
  blocked: Type.Array(Type.Object({ number: Type.String(), at: Time })),
  /** The verified personal cell; null: nothing to forward to. */
  cell: maybe(Type.String()),
  number: maybe(Type.String()),
  /** Whether the company has business hours at all. */
  hasHours: Type.Boolean(),
  /** Whether this server can turn text into a greeting, and voicemails into text. */
  canSpeak: Type.Boolean(),
  canTranscribe: Type.Boolean(),
});
export type PhoneSettings = Static<typeof PhoneSettings>;

/** Why nobody is rung. */
export const Quiet = Type.Union([
  Type.Literal('after_hours'),
  Type.Literal('do_not_disturb'),
  Type.Literal('no_minutes'),
  Type.Literal('nobody'),
]);
export type Quiet = Static<typeof Quiet>;

/** One station of a call's way. `mail` is no station of the carrier's; it is what follows. */
export const Step = Type.Union([
  Type.Object({ step: Type.Literal('reject') }),
  Type.Object({ step: Type.Literal('screen') }),
  Type.Object({
    step: Type.Literal('ring'),
    browser: Type.Boolean(),
    cell: Type.Boolean(),
    /** The cell is left out because the plan has no minutes left. */
    noMinutes: Type.Boolean(),
    seconds: Type.Integer(),
    press: Type.Boolean(),
    shows: Type.Union([Type.Literal('caller'), Type.Literal('line')]),
  }),
  Type.Object({ step: Type.Literal('greeting'), quiet: maybe(Quiet) }),
  Type.Object({ step: Type.Literal('record'), transcribe: Type.Boolean() }),
  Type.Object({ step: Type.Literal('sorry'), quiet: maybe(Quiet) }),
  Type.Object({ step: Type.Literal('mail') }),
]);
export type Step = Static<typeof Step>;

export const Outcome = Type.Union([Type.Literal('answered'), Type.Literal('missed'), Type.Literal('voicemail')]);
export type Outcome = Static<typeof Outcome>;

export const missReasons = [
  'abandoned_ringing',
  'abandoned_greeting',
  'voicemail_too_short',
  'voicemail_lost',
  'no_answer',
  'busy',
  'declined',
  'unreachable',
  'after_hours',
  'do_not_disturb',
  'no_minutes',
  'nobody',
  'screened',
  'blocked',
  'cancelled',
  'failed',
] as const;
export type MissReason = (typeof missReasons)[number];

export const VoicemailFacts = Type.Object({
  id: Id,
  seconds: Type.Number(),
  /** 0 to 100 each. */
  peaks: Type.Array(Type.Integer()),
  heardAt: maybe(Time),
  transcript: maybe(Type.String()),
  url: Type.String(),
});
export type VoicemailFacts = Static<typeof VoicemailFacts>;

export const Call = Type.Object({
  id: Id,
  incoming: Type.Boolean(),
  /** The other side: E.164, or what the network gave instead. */
  with: Type.String(),
  name: maybe(Type.String()),
  state: Type.Union([
    Type.Literal('ringing'),
    Type.Literal('connected'),
    Type.Literal('voicemail'),
    Type.Literal('ended'),
  ]),
  /** Whether the browser phone is being rung, or is on it. */
  browser: Type.Union([Type.Literal('ringing'), Type.Literal('on'), Type.Null()]),
  at: Time,
  answeredAt: maybe(Time),
  seconds: Type.Integer(),
  /** When a call that goes on will be ended, because the plan has no minutes left for it. */
  endsAt: maybe(Time),
  /** It was ended for that reason. */
  outOfMinutes: Type.Boolean(),
  outcome: maybe(Outcome),
  reason: maybe(Type.Enum([...missReasons])),
  voicemail: maybe(VoicemailFacts),
});
export type Call = Static<typeof Call>;
