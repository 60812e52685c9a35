import { Type } from 'typebox';
import { endpoint, line } from './endpoint.ts';

/** What may have changed. A page that shows the topic asks for it again; the news itself carries no data. */
export const topics = [
  'settings',
  'me',
  'signed-out',
  'plan',
  'company',
  'lines',
  'contacts',
  'groups',
  'inbox',
  'calls',
] as const;
export type Topic = (typeof topics)[number];

export const live = {
  stream: endpoint({
    method: 'GET',
    path: '/api/live',
    summary: 'Server-sent events: an event named by its topic when something of the line changed',
    access: line({ beforeSecondStep: true }),
    kind: 'stream',
    query: Type.Object({
      /** Milliseconds: what came in this time is told again, for a page that was read before it listened. */
      ago: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
    }),
    reply: Type.String(),
    errors: [],
  }),
} as const;
