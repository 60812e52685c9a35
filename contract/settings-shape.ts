import { type Static, Type } from 'typebox';
import { scopes } from './endpoint.ts';
import { Appearance, Language } from './identity.ts';
import { E164, Id, maybe, Time } from './shapes.ts';

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

export const ScopeName = Type.Enum([...scopes]);
export const NamedKey = Type.Object({
  id: Id,
  name: Type.String(),
  scopes: Type.Array(ScopeName),
  lastFour: Type.String(),
  createdAt: Time,
  expiresAt: maybe(Time),
  lastUsedAt: maybe(Time),
  /** Calls a minute; those beyond are refused with 429. */
  perMinute: Type.Integer(),
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
  /** The most calls a minute that this server grants a key, and what a key has whose rate nobody set. */
  mostPerMinute: Type.Integer(),
  apiKey: Type.Object({
    id: Id,
    lastFour: Type.String(),
    createdAt: Time,
    lastUsedAt: maybe(Time),
    perMinute: Type.Integer(),
    /** The key before the last rotation, while it still works. */
    former: maybe(Type.Object({ lastFour: Type.String(), worksUntil: Time })),
  }),
  namedKeys: Type.Array(NamedKey),
});
export type Settings = Static<typeof Settings>;
