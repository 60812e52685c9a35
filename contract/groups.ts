import { type Static, Type } from 'typebox';
import { ContactSummary, MembershipState } from './contacts-shape.ts';
import { endpoint, line } from './endpoint.ts';
import { groupErrors } from './groups-errors.ts';
import { Id, maybe, Time } from './shapes.ts';

export * from './groups-errors.ts';

const g = groupErrors;
const strict = { additionalProperties: false } as const;
const read = line({ scope: 'contacts:read' });
const write = line({ scope: 'contacts:write' });
const one = Type.Object({ id: Id }, strict);

export const Group = Type.Object({
  id: Id,
  name: Type.String(),
  /** Texted to the line, it asks to join, where `joinByText` is on. */
  keyword: Type.String(),
  joinByText: Type.Boolean(),
  /** What somebody reads once they have confirmed. */
  joinMessage: Type.String(),
  /** Members that joined. */
  size: Type.Integer(),
  /** Those of whom the answer YES is awaited. */
  pending: Type.Integer(),
  createdAt: Time,
  changedAt: Time,
});
export type Group = Static<typeof Group>;

export const Member = Type.Object({ ...ContactSummary.properties, state: MembershipState, since: Time });
export type Member = Static<typeof Member>;

const Written = {
  name: Type.Optional(Type.String({ maxLength: 2000 })),
  keyword: Type.Optional(Type.String({ maxLength: 200 })),
  joinByText: Type.Optional(Type.Boolean()),
  joinMessage: Type.Optional(Type.String({ maxLength: 2000 })),
};
const writeErrors = [g.nameShape, g.nameTaken, g.keywordShape, g.keywordReserved, g.keywordTaken, g.joinMessageShape];
const Ids = Type.Array(Id, { minItems: 1, maxItems: 1000, uniqueItems: true });

export const groups = {
  list: endpoint({
    method: 'GET',
    path: '/api/groups',
    summary: 'The groups of the line by name; `search` finds parts of names and keywords',
    access: read,
    query: Type.Object(
      {
        search: Type.Optional(Type.String({ maxLength: 200 })),
        after: Type.Optional(Type.String({ maxLength: 1000 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      },
      strict,
    ),
    reply: Type.Object({ groups: Type.Array(Group), next: maybe(Type.String()) }),
    errors: [g.cursor],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/groups/:id',
    summary: 'One group',
    access: read,
    params: one,
    reply: Group,
    errors: [g.notFound],
  }),
  add: endpoint({
    method: 'POST',
    path: '/api/groups',
    summary: 'Add a group; without a keyword it gets one made of its name',
    access: write,
    status: 201,
    body: Type.Object({ ...Written, name: Type.String({ maxLength: 2000 }) }, strict),
    reply: Group,
    errors: writeErrors,
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/api/groups/:id',
    summary: 'Change what is named',
    access: write,
    params: one,
    body: Type.Object(Written, { ...strict, minProperties: 1 }),
    reply: Group,
    errors: [g.notFound, ...writeErrors],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/groups/:id',
    summary: 'Delete a group; its contacts stay. For a minute it can be restored',
    access: write,
    params: one,
    status: 204,
    errors: [g.notFound],
  }),
  restore: endpoint({
    method: 'POST',
    path: '/api/groups/:id/restore',
    summary: 'Undo the deletion of a group',
    access: write,
    params: one,
    reply: Group,
    errors: [g.notFound, g.notRestorable],
  }),
  members: endpoint({
    method: 'GET',
    path: '/api/groups/:id/contacts',
    summary: 'Members by name, a page at a time; those who have not confirmed among them',
    access: read,
    params: one,
    query: Type.Object(
      {
        after: Type.Optional(Type.String({ maxLength: 1000 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      },
      strict,
    ),
    reply: Type.Object({ members: Type.Array(Member), next: maybe(Type.String()) }),
    errors: [g.notFound, g.cursor],
  }),
  changeMembers: endpoint({
    method: 'POST',
    path: '/api/groups/:id/contacts',
    summary: 'Add and remove members; answers whom that changed',
    access: write,
    params: one,
    body: Type.Object({ add: Type.Optional(Ids), remove: Type.Optional(Ids) }, strict),
    reply: Type.Object({ added: Type.Array(Id), removed: Type.Array(Id), group: Group }),
    errors: [g.notFound],
  }),
} as const;
