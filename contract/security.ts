import { type Static, Type } from 'typebox';
import { endpoint, line } from './endpoint.ts';
import { Id, Time } from './shapes.ts';
import { Trail } from './trail.ts';

const strict = { additionalProperties: false } as const;

export const SessionCard = Type.Object({
  id: Id,
  current: Type.Boolean(),
  /** Browser and system, as the device told. */
  device: Type.String(),
  kind: Type.Union([Type.Literal('computer'), Type.Literal('phone'), Type.Literal('tablet'), Type.Literal('program')]),
  ip: Type.String(),
  /** `this-machine` and `private` say what kind of address it is; nobody is asked where a public one is. */
  network: Type.Union([Type.Literal('this-machine'), Type.Literal('private'), Type.Literal('public')]),
  startedAt: Time,
  lastSeenAt: Time,
});
export type SessionCard = Static<typeof SessionCard>;
const Sessions = Type.Array(SessionCard);

export const security = {
  sessions: endpoint({
    method: 'GET',
    path: '/api/settings/sessions',
    summary: 'Where the line is signed in',
    access: line(),
    reply: Sessions,
    errors: [],
  }),
  endSession: endpoint({
    method: 'DELETE',
    path: '/api/settings/sessions/:id',
    summary: 'End one session; one’s own is ended by signing out',
    access: line(),
    params: Type.Object({ id: Id }, strict),
    reply: Sessions,
    errors: [],
  }),
  endOtherSessions: endpoint({
    method: 'DELETE',
    path: '/api/settings/sessions',
    summary: 'End all sessions but this one',
    access: line(),
    reply: Sessions,
    errors: [],
  }),
  timeline: endpoint({
    method: 'GET',
    path: '/api/settings/timeline',
    summary: 'Who changed what on this account, newest first',
    access: line(),
    query: Type.Object({ before: Type.Optional(Id) }, strict),
    reply: Trail,
    errors: [],
  }),
} as const;
