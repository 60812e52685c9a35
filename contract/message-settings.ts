import { type Static, type TEnum, Type } from 'typebox';
import { endpoint, line } from './endpoint.ts';
import { messageSettingsErrors as e } from './messages-errors.ts';
import { Party } from './messages-shape.ts';
import { E164, maybe, Time } from './shapes.ts';

const strict = { additionalProperties: false } as const;
const oneOf = <const T extends readonly string[]>(...values: T): TEnum<[...T]> =>
  Type.Enum<[...T]>([...values] as [...T]);

const changeable = {
  /** Appended by the apps to new texts, never to those of the API; null: none. */
  signature: maybe(Type.String({ maxLength: 1000 })),
  autoResponse: Type.Object(
    {
      on: Type.Boolean(),
      text: Type.String({ maxLength: 1000 }),
      /** Only while the company is closed. */
      onlyClosed: Type.Boolean(),
    },
    strict,
  ),
  /** Texts go to the personal cell as well, and can be answered from it. */
  forwarding: Type.Object({ on: Type.Boolean(), hints: Type.Boolean() }, strict),
  /** Texts in are counted and dropped; opt-out words still work. */
  stopIncoming: Type.Boolean(),
  /** Where events are posted to; null: nowhere. */
  webhookUrl: maybe(Type.String({ maxLength: 2000 })),
  /** Links in sends to groups go out as short links of this server, so that the address behind does not show. */
  hideLinkInBulk: Type.Boolean(),
} as const;

export const MessageSettingsChange = Type.Partial(Type.Object(changeable, strict), { ...strict, minProperties: 1 });
export type MessageSettingsChange = Static<typeof MessageSettingsChange>;

export const MessageSettings = Type.Object({
  ...changeable,
  /** The verified cell that texts are forwarded to; null: none yet. */
  cell: maybe(E164),
  webhook: maybe(
    Type.Object({
      /** What the last delivery came to; null: none yet. */
      last: maybe(Type.Object({ at: Time, ok: Type.Boolean(), status: maybe(Type.Integer()) })),
    }),
  ),
});
export type MessageSettings = Static<typeof MessageSettings>;

/** One thing that happens to an incoming text, in order. `stop`: nothing after it happens. */
export const PathStep = Type.Object({
  step: oneOf(
    'arrives',
    'counted',
    'from_cell',
    'screened',
    'opt_out',
    'opt_in',
    'help',
    'join_asked',
    'join_confirmed',
    'leaves_group',
    'turned_off',
    'kept',
    'flagged',
    'forwarded',
    'auto_response',
    'webhook',
  ),
  does: oneOf('happens', 'skipped'),
  /** For a skipped step, and some others, why: `off`, `keyword`, `short_code`, `interval`, `open`, `automatic`, `own_cell`, `blocked`, `no_cell`, `loop`. */
  why: maybe(Type.String()),
  /** What it says or where it goes: the text of an answer, a group's name, the end of a number, a host. */
  detail: maybe(Type.String()),
});
export type PathStep = Static<typeof PathStep>;

/** `from`: the sender as understood; null: somebody new. */
export const WhatHappens = Type.Object({
  steps: Type.Array(PathStep),
  at: Time,
  open: Type.Boolean(),
  from: maybe(Party),
});

/** Message Settings, and what they make of a text. */
export const messageSettings = {
  read: endpoint({
    method: 'GET',
    path: '/api/settings/messages',
    summary: 'Message Settings',
    access: line({ scope: 'settings:read' }),
    reply: MessageSettings,
    errors: [],
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/api/settings/messages',
    summary: 'Change Message Settings: those given. A new webhook address is sent a test event',
    access: line({ scope: 'settings:write' }),
    body: Type.Object(
      { set: MessageSettingsChange, was: Type.Optional(Type.Partial(Type.Object(changeable, strict), strict)) },
      strict,
    ),
    reply: MessageSettings,
    errors: [e.responseTooLong, e.signatureTooLong, e.cellNeeded, e.webhookAddress, e.changedElsewhere],
  }),
  whatHappens: endpoint({
    method: 'POST',
    path: '/api/settings/messages/what-happens',
    summary:
      '"What happens when someone texts me?": the path of a text from this sender at this time, by the rule that handles real ones',
    access: line({ scope: 'settings:read' }),
    body: Type.Object(
      {
        /** Empty: somebody new. */
        from: Type.Optional(Type.String({ maxLength: 60 })),
        text: Type.Optional(Type.String({ maxLength: 1600 })),
        /** Now, unless given. */
        at: Type.Optional(Time),
        /** Settings not saved yet, to see what they would do. */
        draft: Type.Optional(MessageSettingsChange),
      },
      strict,
    ),
    reply: WhatHappens,
    errors: [],
  }),
} as const;
