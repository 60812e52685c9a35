import { type Static, Type } from 'typebox';
import { type ErrorSpec, endpoint, operator } from './endpoint.ts';
import { E164, Id, maybe, Time } from './shapes.ts';

const strict = { additionalProperties: false };

/** What a handset does when it is called; `unreachable`: switched off, so the network never hears from it. */
export const CallHabit = Type.Union([
  Type.Literal('ring'),
  Type.Literal('answer'),
  Type.Literal('busy'),
  Type.Literal('decline'),
  Type.Literal('unreachable'),
]);
export type CallHabit = Static<typeof CallHabit>;

const AfterSeconds = Type.Integer({ minimum: 0, maximum: 120 });

/** A telephone of the outside world: any valid number that is not served by the carrier for somebody. */
export const Handset = Type.Object({
  number: E164,
  calls: CallHabit,
  /** Seconds it rings before it does what `calls` says. */
  afterSeconds: AfterSeconds,
  unread: Type.Integer(),
  last: maybe(Type.Object({ with: Type.String(), incoming: Type.Boolean(), text: Type.String(), at: Time })),
});
export type Handset = Static<typeof Handset>;

/** A text as its handset shows it; `with` is the other side. */
export const HandsetText = Type.Object({
  id: Id,
  with: Type.String(),
  incoming: Type.Boolean(),
  text: Type.String(),
  media: Type.Array(Type.String()),
  at: Time,
});
export type HandsetText = Static<typeof HandsetText>;

/** A number the carrier serves: a handset can text it. */
export const ServedNumber = Type.Object({ number: E164, label: Type.String() });
export type ServedNumber = Static<typeof ServedNumber>;

/** What goes wrong on purpose, so that what then happens can be watched. */
export const Faults = Type.Object(
  {
    /** Added before each step of a text's life, in milliseconds. */
    delayMs: Type.Integer({ minimum: 0, maximum: 600_000 }),
    /** Texts arrive, and nobody is told. */
    dropReceipts: Type.Boolean(),
    duplicateCallbacks: Type.Boolean(),
    /** "Delivered" is reported before "sent". */
    reorderCallbacks: Type.Boolean(),
    /** What the carrier answers to a text handed to it, instead of accepting it. */
    answer: Type.Union([Type.Null(), Type.Literal(429), Type.Literal(500), Type.Literal('accept then time out')]),
    /** The network takes texts for spam (30007): accepted, never delivered. */
    filter: Type.Boolean(),
    /** Numbers that cannot receive texts (30006), however often. */
    landline: Type.Array(E164, { maxItems: 100 }),
    /** For how many texts more the above holds, landlines aside; null: until changed. */
    next: maybe(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  },
  strict,
);
export type Faults = Static<typeof Faults>;

export const noFaults: Faults = {
  delayMs: 0,
  dropReceipts: false,
  duplicateCallbacks: false,
  reorderCallbacks: false,
  answer: null,
  filter: false,
  landline: [],
  next: null,
};

export const simulatorErrors = {
  numberInvalid: {
    code: 'simulator.number_invalid',
    status: 422,
    message: 'This is not a number that a telephone could have. Write it with its country, like +1 415 555 0100.',
  },
  numberServed: {
    code: 'simulator.number_served',
    status: 409,
    message: 'This number belongs to a line, so it cannot be a handset. Choose another one.',
  },
  unknownHandset: { code: 'simulator.unknown_handset', status: 404, message: 'There is no handset with this number.' },
  scriptInvalid: {
    code: 'simulator.script_invalid',
    status: 422,
    message: 'The script is not TwiML that can be run: <Response> with <Say>, <Play>, <Pause>, <Hangup/>.',
  },
  mediaKind: {
    code: 'simulator.media_kind',
    status: 422,
    message: 'Phones send JPEG, PNG, GIF and WebP pictures, MP3 and WAV sounds, and MP4 films.',
  },
  emptyText: { code: 'simulator.empty_text', status: 422, message: 'There is nothing to send. Write a text first.' },
} as const satisfies Record<string, ErrorSpec>;

const e = simulatorErrors;
const ByNumber = Type.Object({ number: Type.String({ maxLength: 60 }) }, strict);

export const simulator = {
  handsets: endpoint({
    method: 'GET',
    path: '/simulator/handsets',
    summary: 'All handsets, the one with the newest text first',
    access: operator,
    reply: Type.Object({ handsets: Type.Array(Handset) }),
    errors: [],
  }),
  addHandset: endpoint({
    method: 'POST',
    path: '/simulator/handsets',
    summary: 'Make a handset, of a random number where none is given; the same number again is the same handset',
    access: operator,
    status: 201,
    body: Type.Object({ number: Type.Optional(Type.String({ maxLength: 60 })) }, strict),
    reply: Handset,
    errors: [e.numberInvalid, e.numberServed],
  }),
  changeHandset: endpoint({
    method: 'POST',
    path: '/simulator/handsets/:number',
    summary: 'How a handset treats calls; makes the handset where there is none',
    access: operator,
    params: ByNumber,
    body: Type.Object(
      {
        calls: CallHabit,
        afterSeconds: Type.Optional(AfterSeconds),
        /** What it does once it has answered, in TwiML: `<Say>`, `<Play>`, `<Play digits>`, `<Pause>`, `<Hangup/>`. */
        script: Type.Optional(Type.String({ maxLength: 4000 })),
      },
      strict,
    ),
    reply: Handset,
    errors: [e.numberInvalid, e.numberServed, e.scriptInvalid],
  }),
  texts: endpoint({
    method: 'GET',
    path: '/simulator/handsets/:number/messages',
    summary: 'The texts of a handset, oldest first, at most the 200 newest',
    access: operator,
    params: ByNumber,
    reply: Type.Object({ texts: Type.Array(HandsetText) }),
    errors: [e.unknownHandset],
  }),
  sendText: endpoint({
    method: 'POST',
    path: '/simulator/handsets/:number/messages',
    summary: 'Send a text from a handset; makes the handset where there is none',
    access: operator,
    status: 201,
    params: ByNumber,
    body: Type.Object(
      {
        to: Type.String({ maxLength: 60 }),
        text: Type.String({ maxLength: 1600 }),
        mediaUrls: Type.Optional(Type.Array(Type.String({ format: 'uri', maxLength: 2000 }), { maxItems: 10 })),
      },
      strict,
    ),
    reply: HandsetText,
    errors: [e.numberInvalid, e.numberServed, e.emptyText],
  }),
  uploadMedia: endpoint({
    method: 'POST',
    path: '/simulator/media',
    summary: 'Keep a file for a text from a handset: its bytes are the body. Answers its address, for `mediaUrls`',
    access: operator,
    status: 201,
    reply: Type.Object({ url: Type.String() }),
    errors: [e.mediaKind],
  }),
  media: endpoint({
    method: 'GET',
    path: '/simulator/media/:key',
    summary: 'A file that a handset sent',
    access: operator,
    kind: 'binary',
    params: Type.Object({ key: Type.String({ pattern: '^[0-9a-f]{32}\\.[a-z0-9]{3,4}$' }) }, strict),
    errors: [],
  }),
  markRead: endpoint({
    method: 'POST',
    path: '/simulator/handsets/:number/read',
    summary: 'The texts up to this time were seen',
    access: operator,
    params: ByNumber,
    body: Type.Object({ through: Time }, strict),
    reply: Handset,
    errors: [e.unknownHandset],
  }),
  numbers: endpoint({
    method: 'GET',
    path: '/simulator/numbers',
    summary: 'The numbers the carrier serves',
    access: operator,
    reply: Type.Object({ numbers: Type.Array(ServedNumber) }),
    errors: [],
  }),
  live: endpoint({
    method: 'GET',
    path: '/simulator/live',
    summary: 'Server-sent events: each message is the number of a handset of which something changed, or * for all',
    access: operator,
    kind: 'stream',
    reply: Type.String(),
    errors: [],
  }),
  faults: endpoint({
    method: 'GET',
    path: '/simulator/faults',
    summary: 'What goes wrong on purpose',
    access: operator,
    reply: Faults,
    errors: [],
  }),
  setFaults: endpoint({
    method: 'PUT',
    path: '/simulator/faults',
    summary: 'Set what goes wrong on purpose; what is left out does not go wrong',
    access: operator,
    body: Type.Partial(Faults, strict),
    reply: Faults,
    errors: [],
  }),
} as const;
