import { type Static, type TEnum, Type } from 'typebox';
import { Id, maybe, Time } from './shapes.ts';

const strict = { additionalProperties: false } as const;
const oneOf = <const T extends readonly string[]>(...values: T): TEnum<[...T]> =>
  Type.Enum<[...T]>([...values] as [...T]);

/** Somebody a line texts with. A name only where the number is a contact's. `number` is E.164, a short code, or a sender's name. */
export const Party = Type.Object({
  number: Type.String(),
  name: maybe(Type.String()),
  contactId: maybe(Id),
});
export type Party = Static<typeof Party>;

/** A file that goes with a text. `ready` files have an address; `fetching` ones are on their way from the carrier. */
export const Media = Type.Object({
  id: Id,
  url: maybe(Type.String()),
  contentType: Type.String(),
  filename: Type.String(),
  bytes: Type.Integer(),
  state: oneOf('ready', 'fetching', 'failed'),
  /** Why it failed: `too_large`, `type`, `address`, `gone`. */
  why: maybe(Type.String()),
});
export type Media = Static<typeof Media>;

/** Why a text did not reach somebody. The first eleven are the carrier's, the rest are ours. */
export const failures = [
  'bad_recipient',
  'bad_sender',
  'opted_out',
  'landline',
  'too_long',
  'filtered',
  'unregistered',
  'credentials',
  'too_fast',
  'unavailable',
  'other',
  'stopped',
] as const;
export const Failure = oneOf(...failures);
export type Failure = (typeof failures)[number];

/** Where one text to one recipient stands. It only moves to the right: queued → sent → delivered or failed. */
export const DeliveryState = oneOf('queued', 'sent', 'delivered', 'failed');
export type DeliveryState = Static<typeof DeliveryState>;

/**
 * What a queued text waits for: its turn, morning at the recipient's, the next day of a number that sent what it may send in one,
 * somebody to press "go on", or word from a carrier that fell silent.
 */
export const WaitsFor = oneOf('turn', 'quiet_hours', 'daily_limit', 'pause', 'word');

export const Receipt = Type.Object({
  to: Party,
  state: DeliveryState,
  waitsFor: maybe(WaitsFor),
  /** When a text held for quiet hours or a daily limit goes out. */
  notBefore: maybe(Time),
  failure: maybe(Failure),
  at: Time,
});
export type Receipt = Static<typeof Receipt>;

/** How many recipients of a message stand where. `progress` of a group send, and the ticks of a single one. */
export const Counts = Type.Object({
  total: Type.Integer(),
  queued: Type.Integer(),
  sent: Type.Integer(),
  delivered: Type.Integer(),
  failed: Type.Integer(),
});
export type Counts = Static<typeof Counts>;

/** A send as a whole: `sending` until everybody has been texted, `paused` and `stopped` by hand, then `done`. */
export const SendState = oneOf('sending', 'paused', 'stopped', 'done');
export type SendState = Static<typeof SendState>;

/** Who made an outgoing text: a person in the app, the API, the automatic response, a reply from the personal cell, or the product (opt-out and join confirmations). */
export const Source = oneOf('app', 'api', 'auto', 'cell', 'system');

const entry = { id: Id, threadId: Id, at: Time } as const;

export const MessageEntry = Type.Object({
  ...entry,
  kind: Type.Literal('message'),
  direction: oneOf('in', 'out'),
  text: Type.String(),
  media: Type.Array(Media),
  segments: Type.Integer(),
  /** Who sent it; null: the line. */
  from: maybe(Party),
  source: maybe(Source),
  /** For outgoing ones; null for incoming. */
  delivery: maybe(
    Type.Object({
      state: SendState,
      counts: Counts,
      /** Of a text to one recipient: that recipient's own. */
      one: maybe(Receipt),
    }),
  ),
  /** The words sound like a wish to get no more texts ("please stop texting me"). */
  soundsLikeStop: Type.Boolean(),
});

/** A call that was made or taken. `/api/calls` says more of it. */
export const CallEntry = Type.Object({
  ...entry,
  kind: Type.Literal('call'),
  direction: oneOf('in', 'out'),
  callId: Id,
  with: Party,
  outcome: oneOf('answered', 'missed', 'voicemail'),
  seconds: Type.Integer(),
});

export const VoicemailEntry = Type.Object({
  ...entry,
  kind: Type.Literal('voicemail'),
  direction: Type.Literal('in'),
  voicemailId: Id,
  callId: Id,
  with: Party,
  seconds: Type.Number(),
  /** Its outline, 0 to 100 each. */
  peaks: Type.Array(Type.Integer()),
  transcript: maybe(Type.String()),
  heard: Type.Boolean(),
  /** The line deleted it: its sound is gone. */
  deleted: Type.Boolean(),
});

/** One thing in a conversation, by kind. Entries are in the order of their ids. */
export const Entry = Type.Union([MessageEntry, CallEntry, VoicemailEntry]);
export type Entry = Static<typeof Entry>;
export type MessageEntry = Static<typeof MessageEntry>;
export type CallEntry = Static<typeof CallEntry>;
export type VoicemailEntry = Static<typeof VoicemailEntry>;

export const Thread = Type.Object({
  id: Id,
  /** `direct`: one other number; `several`: a text to some; `group`: sends to groups. */
  kind: oneOf('direct', 'several', 'group'),
  members: Type.Array(Party),
  groups: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  last: maybe(
    Type.Object({
      kind: oneOf('message', 'call', 'voicemail'),
      direction: oneOf('in', 'out'),
      /** The beginning of the text. */
      text: Type.String(),
      at: Time,
    }),
  ),
  unread: Type.Integer(),
  starred: Type.Boolean(),
  labels: Type.Array(Type.String()),
  /** Of a direct thread: they opted out; no text goes to them until they text START. */
  optedOut: Type.Boolean(),
  /** Of a direct thread: its newest text did not reach them. */
  failed: Type.Boolean(),
});
export type Thread = Static<typeof Thread>;

const Text = Type.String({ maxLength: 5000 });
/** Whom a text is for. Numbers as people type them. */
export const To = Type.Object(
  {
    contacts: Type.Optional(Type.Array(Id, { maxItems: 100 })),
    numbers: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100 })),
    groups: Type.Optional(Type.Array(Id, { maxItems: 100 })),
    /** The members of a thread, instead of the above: an answer. */
    thread: Type.Optional(Id),
  },
  strict,
);
export type To = Static<typeof To>;

/** A moment, or a wall time in a zone: `2026-03-08T02:30` in `America/New_York` is refused, for the clocks skip it. */
export const SendAt = Type.Union([
  Time,
  Type.Object(
    {
      local: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$' }),
      timeZone: Type.String({ maxLength: 64 }),
    },
    strict,
  ),
]);
export type SendAt = Static<typeof SendAt>;

export const Draft = Type.Object(
  {
    to: To,
    text: Type.Optional(Text),
    media: Type.Optional(Type.Array(Id, { maxItems: 50 })),
    sendAt: Type.Optional(SendAt),
    /** Send attachments as links even where pictures could go. */
    asLinks: Type.Optional(Type.Boolean()),
  },
  strict,
);
export type Draft = Static<typeof Draft>;

export const leftOutReasons = [
  'opted_out',
  'screened',
  'landline',
  'shape',
  'premium',
  'emergency',
  'country',
  'ours',
  'duplicate',
  'no_such_contact',
] as const;
/** Who will not get it and why. `screened`: the line blocked them; `ours`: the line's own number; `duplicate`: named twice. */
export const LeftOut = Type.Object({ to: Party, why: oneOf(...leftOutReasons) });
export type LeftOut = Static<typeof LeftOut>;

export const Preview = Type.Object({
  /** The text as it goes out: hidden links put in, signature not (the composer has it in the text already). */
  text: Type.String(),
  segmentsEach: Type.Integer(),
  recipients: Type.Integer(),
  /** What it counts on the meter: segments of everybody together. */
  segments: Type.Integer(),
  leftOut: Type.Array(LeftOut),
  /** More are left out than are listed. */
  leftOutTotal: Type.Integer(),
  /** Recipients whose morning has not come, and when the last of them gets it. */
  quiet: maybe(Type.Object({ recipients: Type.Integer(), until: Time })),
  /** More than the number may still send that day (`perDay`, in segments): so many recipients at least get it on later days. */
  limited: maybe(Type.Object({ recipients: Type.Integer(), perDay: Type.Integer() })),
  /** Attachments that become short links, and for how many recipients. */
  asLinks: Type.Integer(),
  /** What keeps it from being sent, if anything: a code of the refusals of `send` with its words. */
  refusal: maybe(
    Type.Object({
      code: Type.String(),
      message: Type.String(),
      detail: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
});
export type Preview = Static<typeof Preview>;

export const Scheduled = Type.Object({
  id: Id,
  to: Type.Object({
    members: Type.Array(Party),
    groups: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  }),
  text: Type.String(),
  media: Type.Array(Media),
  sendAt: Time,
  /** `refused`: it was due and could not be sent; see `why`. */
  state: oneOf('waiting', 'sent', 'cancelled', 'refused'),
  why: maybe(Type.String()),
  threadId: maybe(Id),
});
export type Scheduled = Static<typeof Scheduled>;

export const Sent = Type.Object({
  messageId: maybe(Id),
  threadId: maybe(Id),
  scheduled: maybe(Scheduled),
  recipients: Type.Integer(),
  segments: Type.Integer(),
  leftOut: Type.Array(LeftOut),
  leftOutTotal: Type.Integer(),
});
export type Sent = Static<typeof Sent>;

/** A send to many that is under way, or was in the last day. */
export const Sending = Type.Object({
  id: Id,
  threadId: Id,
  text: Type.String(),
  state: SendState,
  counts: Counts,
  /** Held for quiet hours, of `counts.queued`. */
  quiet: Type.Integer(),
  /** The number has sent what it may send in a day (`perDay`, in segments): so many of `counts.queued` wait for the next one. */
  limited: maybe(Type.Object({ recipients: Type.Integer(), perDay: Type.Integer(), until: Time })),
  at: Time,
});
export type Sending = Static<typeof Sending>;
