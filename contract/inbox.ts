import { Type } from 'typebox';
import { endpoint, line } from './endpoint.ts';
import { messageErrors as m } from './messages-errors.ts';
import { Entry, Thread } from './messages-shape.ts';
import { Id, maybe } from './shapes.ts';

const strict = { additionalProperties: false } as const;
const read = line({ scope: 'messages:read' });
const write = line({ scope: 'messages:write' });
const ById = Type.Object({ id: Id }, strict);
const Limit = (most: number) => Type.Optional(Type.Integer({ minimum: 1, maximum: most }));

/** Where a page of threads ends: time and id of its last one. */
const Cursor = Type.String({ maxLength: 60, pattern: '^[0-9]{1,15}_[0-9]{1,19}$' });

/** Threads and what is in them. */
export const inbox = {
  threads: endpoint({
    method: 'GET',
    path: '/api/threads',
    summary: 'The inbox: threads, the one with the newest entry first. `before` is the `next` of the page before',
    access: read,
    query: Type.Object(
      {
        unread: Type.Optional(Type.Boolean()),
        starred: Type.Optional(Type.Boolean()),
        label: Type.Optional(Type.String({ maxLength: 40 })),
        /** Parts of names and numbers, and words of texts. */
        search: Type.Optional(Type.String({ maxLength: 200 })),
        before: Type.Optional(Cursor),
        limit: Limit(100),
      },
      strict,
    ),
    reply: Type.Object({
      threads: Type.Array(
        Type.Intersect([
          Thread,
          /** Where a search found its words in a text: that entry, and the text around the words. */
          Type.Object({ found: maybe(Type.Object({ entryId: Id, text: Type.String() })) }),
        ]),
      ),
      next: maybe(Type.String()),
      /** Unread threads in all. */
      unread: Type.Integer(),
    }),
    errors: [],
  }),
  thread: endpoint({
    method: 'GET',
    path: '/api/threads/:id',
    summary: 'One thread',
    access: read,
    params: ById,
    reply: Thread,
    errors: [],
  }),
  entries: endpoint({
    method: 'GET',
    path: '/api/threads/:id/entries',
    summary: 'A window of a conversation, oldest first: the newest, or those before, after or around an entry',
    access: read,
    params: ById,
    query: Type.Object(
      { before: Type.Optional(Id), after: Type.Optional(Id), around: Type.Optional(Id), limit: Limit(200) },
      strict,
    ),
    reply: Type.Object({ entries: Type.Array(Entry), older: Type.Boolean(), newer: Type.Boolean() }),
    errors: [],
  }),
  labels: endpoint({
    method: 'GET',
    path: '/api/labels',
    summary: 'The labels the line uses',
    access: read,
    reply: Type.Object({ labels: Type.Array(Type.String()) }),
    errors: [],
  }),
  markRead: endpoint({
    method: 'POST',
    path: '/api/threads/:id/read',
    summary: 'Mark a thread read or unread',
    access: write,
    params: ById,
    body: Type.Object({ read: Type.Boolean() }, strict),
    reply: Thread,
    errors: [],
  }),
  star: endpoint({
    method: 'PUT',
    path: '/api/threads/:id/star',
    summary: 'Star a thread, or take the star away',
    access: write,
    params: ById,
    body: Type.Object({ starred: Type.Boolean() }, strict),
    reply: Thread,
    errors: [],
  }),
  label: endpoint({
    method: 'PUT',
    path: '/api/threads/:id/labels',
    summary: 'Set the labels of a thread',
    access: write,
    params: ById,
    body: Type.Object({ labels: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 }) }, strict),
    reply: Thread,
    errors: [m.labelShape],
  }),
  deleteThread: endpoint({
    method: 'DELETE',
    path: '/api/threads/:id',
    summary:
      'Delete a thread; it can be brought back for 30 days, and a new text in it brings it back without what was deleted',
    access: write,
    status: 204,
    params: ById,
    errors: [],
  }),
  restoreThread: endpoint({
    method: 'POST',
    path: '/api/threads/:id/restore',
    summary: 'Undo the deletion of a thread',
    access: write,
    params: ById,
    reply: Thread,
    errors: [],
  }),
  deleteEntry: endpoint({
    method: 'DELETE',
    path: '/api/entries/:id',
    summary: 'Delete one entry of a thread; it can be brought back for 30 days',
    access: write,
    status: 204,
    params: ById,
    errors: [],
  }),
  restoreEntry: endpoint({
    method: 'POST',
    path: '/api/entries/:id/restore',
    summary: 'Undo the deletion of an entry',
    access: write,
    params: ById,
    reply: Entry,
    errors: [],
  }),
} as const;
