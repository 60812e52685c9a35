import { type Static, Type } from 'typebox';
import { archiveErrors as a, lineErrors as l } from './company-errors.ts';
import { endpoint, line } from './endpoint.ts';
import { Id, maybe, Time } from './shapes.ts';

const strict = { additionalProperties: false } as const;

export const Archive = Type.Object({
  id: Id,
  /** Whose data; null: all of the company. */
  line: maybe(Type.Object({ id: Id, name: Type.String() })),
  askedAt: Time,
  state: Type.Union([
    Type.Literal('waiting'),
    Type.Literal('running'),
    Type.Literal('ready'),
    Type.Literal('failed'),
    Type.Literal('expired'),
  ]),
  /** Which part is being written, and how many of them are done. */
  part: maybe(Type.String()),
  done: Type.Integer(),
  total: Type.Integer(),
  bytes: maybe(Type.Integer()),
  sha256: maybe(Type.String()),
  /** Until when it can be fetched. */
  expiresAt: maybe(Time),
  why: maybe(Type.Union([Type.Literal('disk_full'), Type.Literal('broken')])),
});
export type Archive = Static<typeof Archive>;
const Archives = Type.Array(Archive);

export const archives = {
  list: endpoint({
    method: 'GET',
    path: '/api/archives',
    summary: 'Archives of the line’s own data, or of the company for those who may',
    access: line(),
    reply: Archives,
    errors: [],
  }),
  make: endpoint({
    method: 'POST',
    path: '/api/archives',
    summary: 'Have an archive made: of one’s own line, of another or all of the company for those who may',
    access: line({ proof: true }),
    status: 202,
    body: Type.Object(
      { of: Type.Union([Type.Literal('line'), Type.Literal('company')]), lineId: Type.Optional(Id) },
      strict,
    ),
    reply: Archives,
    errors: [a.beingMade, l.noSuchLine],
  }),
  check: endpoint({
    method: 'POST',
    path: '/api/archives/:id/check',
    summary: 'Whether the file can be fetched now; what a page asks, with its step-up, before it follows the link',
    access: line({ proof: true }),
    params: Type.Object({ id: Id }, strict),
    status: 204,
    errors: [],
  }),
  file: endpoint({
    method: 'GET',
    path: '/api/archives/:id/file',
    summary: 'The archive as a zip file, for 24 hours',
    access: line({ proof: true }),
    params: Type.Object({ id: Id }, strict),
    kind: 'binary',
    errors: [],
  }),
} as const;
