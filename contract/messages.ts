import { Type } from 'typebox';
import { endpoint, line } from './endpoint.ts';
import { messageErrors } from './messages-errors.ts';
import { DeliveryState, Draft, Media, Preview, Receipt, Scheduled, SendAt, Sending, Sent } from './messages-shape.ts';
import { Id, maybe } from './shapes.ts';

export * from './messages-errors.ts';
export * from './messages-shape.ts';

const m = messageErrors;
const strict = { additionalProperties: false } as const;
const read = line({ scope: 'messages:read' });
const write = line({ scope: 'messages:write' });
const ById = Type.Object({ id: Id }, strict);
const Cursor = Type.String({ maxLength: 60, pattern: '^[0-9_]+$' });
const Limit = (most: number) => Type.Optional(Type.Integer({ minimum: 1, maximum: most }));
const Key = Type.Optional(Type.String({ minLength: 1, maxLength: 100 }));

const draftErrors = [
  m.empty,
  m.tooLong,
  m.badCharacter,
  m.noRecipients,
  m.tooManySingles,
  m.unknownContact,
  m.unknownGroup,
  m.unknownMedia,
  m.tooManyMedia,
  m.restricted,
  m.noNumber,
  m.past,
  m.tooFar,
  m.skippedHour,
] as const;
const sendErrors = [...draftErrors, m.nobodyLeft, m.optedOut, m.recipientsLimit, m.keyReused] as const;

/** Texts out: made, watched, scheduled. */
export const messages = {
  uploadMedia: endpoint({
    method: 'POST',
    path: '/api/messages/media',
    summary: 'Upload a file to send; name its id in `media` of a draft within a day',
    access: write,
    status: 201,
    upload: { maxBytes: 5 * 1024 * 1024 },
    reply: Media,
    errors: [m.mediaMissing, m.mediaTooLarge, m.mediaType],
  }),
  media: endpoint({
    method: 'GET',
    path: '/api/media/:key',
    summary:
      'A file of a text, by its unguessable and immutable address: phones and carriers fetch it without signing in',
    access: { who: 'anyone' },
    kind: 'binary',
    params: Type.Object({ key: Type.String({ pattern: '^[A-Za-z0-9_-]{16,64}$' }) }),
    errors: [],
  }),

  shortLink: endpoint({
    method: 'GET',
    path: '/l/:code',
    summary: 'Where a short link in a text leads',
    access: { who: 'anyone' },
    kind: 'binary',
    params: Type.Object({ code: Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' }) }),
    errors: [],
  }),

  preview: endpoint({
    method: 'POST',
    path: '/api/messages/preview',
    summary: 'What sending this would do: segments, who will not get it and why, limits. Nothing is sent',
    access: write,
    body: Draft,
    reply: Preview,
    errors: [...draftErrors],
  }),
  send: endpoint({
    method: 'POST',
    path: '/api/messages',
    summary:
      'Send a text now or later. The same `key` (or header Idempotency-Key) again is the same text, not a second one',
    access: write,
    status: 201,
    body: Type.Object({ ...Draft.properties, key: Key }, strict),
    reply: Sent,
    errors: [...sendErrors],
  }),
  sending: endpoint({
    method: 'GET',
    path: '/api/messages/sending',
    summary: 'Sends to many that are under way or ended within a day, newest first',
    access: read,
    reply: Type.Object({ sending: Type.Array(Sending) }),
    errors: [],
  }),
  progress: endpoint({
    method: 'GET',
    path: '/api/messages/:id/progress',
    summary: 'How far a send is',
    access: read,
    params: ById,
    reply: Sending,
    errors: [],
  }),
  receipts: endpoint({
    method: 'GET',
    path: '/api/messages/:id/receipts',
    summary: 'Each recipient of a message and what became of it, in the order of sending',
    access: read,
    params: ById,
    query: Type.Object(
      {
        state: Type.Optional(DeliveryState),
        after: Type.Optional(Cursor),
        limit: Limit(500),
      },
      strict,
    ),
    reply: Type.Object({ receipts: Type.Array(Receipt), next: maybe(Type.String()) }),
    errors: [],
  }),
  pause: endpoint({
    method: 'POST',
    path: '/api/messages/:id/pause',
    summary: 'Hold a send: who has not been texted yet waits',
    access: write,
    params: ById,
    reply: Sending,
    errors: [m.notSending],
  }),
  resume: endpoint({
    method: 'POST',
    path: '/api/messages/:id/resume',
    summary: 'Go on with a held send',
    access: write,
    params: ById,
    reply: Sending,
    errors: [m.notSending],
  }),
  stop: endpoint({
    method: 'POST',
    path: '/api/messages/:id/stop',
    summary:
      'Stop a send for good: who has not been texted yet never is, and what was set aside for them is given back',
    access: write,
    params: ById,
    reply: Sending,
    errors: [m.notSending],
  }),

  scheduled: endpoint({
    method: 'GET',
    path: '/api/messages/scheduled',
    summary: 'Texts that wait for their time, the next one first; and those that could not be sent when it came',
    access: read,
    reply: Type.Object({ scheduled: Type.Array(Scheduled) }),
    errors: [],
  }),
  editScheduled: endpoint({
    method: 'PUT',
    path: '/api/messages/scheduled/:id',
    summary: 'Change a text that waits for its time',
    access: write,
    params: ById,
    body: Type.Object({ ...Draft.properties, sendAt: SendAt }, strict),
    reply: Scheduled,
    errors: [...sendErrors, m.notScheduled],
  }),
  cancelScheduled: endpoint({
    method: 'DELETE',
    path: '/api/messages/scheduled/:id',
    summary: 'Cancel a text that waits for its time',
    access: write,
    params: ById,
    reply: Scheduled,
    errors: [m.notScheduled],
  }),
} as const;
