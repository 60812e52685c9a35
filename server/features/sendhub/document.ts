import { type TProperties, type TSchema, Type } from 'typebox';
import type { Operation } from './operation.ts';
import {
  AuthGroups,
  Contact,
  Enterprise,
  Entry,
  Group,
  Id,
  Message,
  object,
  optional,
  orNull,
  Profile,
  Scheduled,
  Settings,
  ThreadInInbox,
  text,
  truth,
  user,
  WrittenContact,
  WrittenGroup,
  WrittenMessage,
  WrittenSettings,
  whole,
} from './shapes.ts';

// What /docs says of each operation. Requests are not judged by these: clients write numbers, truths and ids in many ways, and
// the readers of this feature take them all.

const meta = {
  limit: whole,
  next: orNull(text),
  offset: whole,
  previous: orNull(text),
  total_count: whole,
};
const listOf = (shape: TSchema, more: TProperties = {}) =>
  object({ meta: object({ ...meta, ...more }), objects: Type.Array(shape) });
const Said = object({ message: text });
const Fault = object({ message: text, error: text, code: text, status: whole });

const pages = {
  limit: optional(Type.Integer({ minimum: 1, maximum: 1000, default: 20 })),
  offset: optional(Type.Integer({ minimum: 0, default: 0 })),
};
const ofContacts = {
  ...pages,
  number: optional(text),
  name: optional(text),
  screened: optional(truth),
  blocked: optional(truth),
  ordering: optional(Type.String({ description: 'A field of a contact; with - before it, the largest first.' })),
};

interface Shape {
  readonly body?: TSchema;
  readonly query?: TProperties;
  readonly answer?: TSchema;
}
/** By method and path, as routes.ts lists them. */
const shapes: Readonly<Record<string, Shape>> = {
  'GET /v1/contacts': { query: ofContacts, answer: listOf(Contact) },
  'POST /v1/contacts': { body: WrittenContact, answer: Contact },
  'PATCH /v1/contacts': {
    body: Type.Object({ objects: Type.Array(WrittenContact, { maxItems: 1000 }) }),
    answer: Type.Array(Contact),
  },
  'GET /v1/contacts/:id': { answer: Contact },
  'PUT /v1/contacts/:id': { body: WrittenContact, answer: Contact },
  'GET /v1/groups': { query: pages, answer: listOf(Group) },
  'POST /v1/groups': { body: WrittenGroup, answer: Group },
  'GET /v1/groups/:id': { answer: Group },
  'PUT /v1/groups/:id': { body: WrittenGroup, answer: Group },
  'GET /v1/groups/:id/contacts': { query: ofContacts, answer: listOf(Contact) },
  'POST /v1/groups/:id/contacts': {
    body: Type.Object({ add: optional(Type.Array(Id)), remove: optional(Type.Array(Id)) }),
    answer: object({ add: Type.Array(Id), remove: Type.Array(Id), errors: object({}) }),
  },
  'GET /v1/inbox': { query: pages, answer: listOf(ThreadInInbox, { unread: whole }) },
  'GET /v1/threads/:id': {
    query: pages,
    answer: listOf(Entry, { hasUnread: truth, labels: Type.Array(text) }),
  },
  'DELETE /v1/threads/:id': { answer: Said },
  'POST /v1/messages': { body: WrittenMessage, answer: Message },
  'GET /v1/messages/scheduled': { answer: object({ objects: Type.Array(Scheduled) }) },
  'GET /v1/messages/:id': { answer: Message },
  'PUT /v1/messages/:id': {
    body: Type.Union([WrittenMessage, Type.Object({ unread: truth })]),
    answer: Type.Object({}, { additionalProperties: true, description: 'What was asked for.' }),
  },
  'DELETE /v1/messages/:id': { answer: Said },
  'GET /v1/settings': { answer: Settings },
  'PUT /v1/settings': { body: WrittenSettings, answer: Settings },
  'GET /v1/profile': { answer: Profile },
  'GET /v1/enterprises/:id': { answer: Enterprise },
  'GET /v1/enterprises/:id/users': { query: pages, answer: listOf(object(user)) },
  'GET /v1/enterprises/:id/users/:user_id': { answer: object({ ...user, auth_groups: AuthGroups, username: text }) },
};

/** What it says of every refusal. */
export const refused = {
  '4xx': Type.Unsafe<unknown>({
    ...Fault,
    description: 'Refused; `message` says why, and fields at fault have lists beside it.',
  }),
};

/** What the document says of an operation beside its summary. */
export function shapeOf({ method, path, status }: Pick<Operation, 'method' | 'path' | 'status'>) {
  const { body, query, answer } = shapes[`${method} ${path}`] ?? {};
  return {
    ...(body && { body }),
    ...(query && { querystring: Type.Object(query) }),
    response: {
      [status]: answer ?? Type.Null({ description: 'Done.' }),
      ...refused,
    },
  };
}
