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
    access: line(),
    kind: 'stream',
    reply: Type.String(),
    errors: [],
  }),
} as const;
