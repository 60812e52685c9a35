import { type Static, type TEnum, Type } from 'typebox';
import { endpoint, line } from './endpoint.ts';
import { messageSettingsErrors as e } from './messages-errors.ts';
import { Id, maybe, Time } from './shapes.ts';

const strict = { additionalProperties: false } as const;
const oneOf = <const T extends readonly string[]>(...values: T): TEnum<[...T]> =>
  Type.Enum<[...T]>([...values] as [...T]);

/** What a line's webhook address is told of. `plan`: a threshold of the plan was reached; told to those who look after it. */
export const webhookEvents = [
  'message',
  'stop',
  'start',
  'subscription',
  'confirmed',
  'unsubscribe',
  'plan',
  'test',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export const Delivery = Type.Object({
  id: Id,
  event: oneOf(...webhookEvents),
  url: Type.String(),
  at: Time,
  /** `waiting`: the first try or the next one is to come; `failed`: given up. */
  state: oneOf('waiting', 'delivered', 'failed'),
  attempts: Type.Integer(),
  nextAt: maybe(Time),
  /** What the last try came to: the status answered, or why none came. */
  status: maybe(Type.Integer()),
  why: maybe(Type.String()),
  tookMs: maybe(Type.Integer()),
  /** What was sent. */
  body: Type.String(),
  /** The beginning of what was answered. */
  answer: maybe(Type.String()),
});
export type Delivery = Static<typeof Delivery>;

/** The log of what a line's webhook address was told. */
export const webhooks = {
  deliveries: endpoint({
    method: 'GET',
    path: '/api/webhooks/deliveries',
    summary: 'What the webhook address was told in the last 30 days, newest first',
    access: line({ scope: 'settings:read' }),
    query: Type.Object(
      {
        before: Type.Optional(Id),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
      },
      strict,
    ),
    reply: Type.Object({ deliveries: Type.Array(Delivery), next: maybe(Id) }),
    errors: [],
  }),
  sendAgain: endpoint({
    method: 'POST',
    path: '/api/webhooks/deliveries/:id/again',
    summary: '"Send again": the same event with the same id to the address that is set now',
    access: line({ scope: 'settings:write' }),
    status: 202,
    params: Type.Object({ id: Id }, strict),
    reply: Delivery,
    errors: [e.webhookMissing],
  }),
  test: endpoint({
    method: 'POST',
    path: '/api/webhooks/test',
    summary: 'Send a test event',
    access: line({ scope: 'settings:write' }),
    status: 202,
    reply: Delivery,
    errors: [e.webhookMissing],
  }),
  showSecret: endpoint({
    method: 'POST',
    path: '/api/webhooks/secret/show',
    summary: 'Show the secret that signs events (Standard Webhooks, `whsec_…`)',
    access: line({ proof: true }),
    reply: Type.Object({ secret: Type.String() }),
    errors: [],
  }),
  rotateSecret: endpoint({
    method: 'POST',
    path: '/api/webhooks/secret/rotate',
    summary: 'Make a new secret; events are signed with both for a day',
    access: line({ proof: true }),
    reply: Type.Object({ secret: Type.String() }),
    errors: [],
  }),
} as const;
