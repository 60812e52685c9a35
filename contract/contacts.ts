import { Type } from 'typebox';
import { contactErrors } from './contacts-errors.ts';
import { Contact, ContactSummary } from './contacts-shape.ts';
import { endpoint, line } from './endpoint.ts';
import { groupErrors } from './groups-errors.ts';
import { Id, maybe } from './shapes.ts';

export * from './contacts-errors.ts';
export * from './contacts-shape.ts';

const c = contactErrors;
const strict = { additionalProperties: false } as const;
const read = line({ scope: 'contacts:read' });
const write = line({ scope: 'contacts:write' });
const one = Type.Object({ id: Id }, strict);

const Scalar = Type.Union([
  Type.String({ maxLength: 70_000 }),
  Type.Number(),
  Type.Boolean(),
  Type.Null({ description: 'null removes the field' }),
]);
const Written = {
  name: Type.Optional(Type.String({ maxLength: 2000 })),
  number: Type.Optional(Type.String({ maxLength: 60 })),
  keyword: Type.Optional(maybe(Type.String({ maxLength: 200 }))),
  notes: Type.Optional(Type.String({ maxLength: 20_000 })),
};
const Fields = Type.Optional(Type.Record(Type.String(), Scalar));
const writeErrors = [
  c.nameShape,
  c.numberShape,
  c.numberExtension,
  c.numberEmergency,
  c.numberPremium,
  c.numberTaken,
  c.keywordShape,
  c.keywordReserved,
  c.keywordTaken,
  c.notesLong,
  c.fieldName,
  c.fieldsLarge,
];
const Ids = Type.Array(Id, { minItems: 1, maxItems: 1000, uniqueItems: true });

export const contacts = {
  list: endpoint({
    method: 'GET',
    path: '/api/contacts',
    summary: 'Contacts by name, a page at a time; `search` finds parts of names, numbers and keywords',
    access: read,
    query: Type.Object(
      {
        search: Type.Optional(Type.String({ maxLength: 200 })),
        show: Type.Optional(
          Type.Union([Type.Literal('all'), Type.Literal('blocked'), Type.Literal('screened'), Type.Literal('unnamed')]),
        ),
        after: Type.Optional(Type.String({ maxLength: 1000 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      },
      strict,
    ),
    reply: Type.Object({
      contacts: Type.Array(ContactSummary),
      /** Give it as `after` for the next page. */
      next: maybe(Type.String()),
      /** All contacts of the line; on the first page without a search. */
      total: maybe(Type.Integer()),
    }),
    errors: [c.cursor],
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/contacts/:id',
    summary: 'One contact with its fields, notes and groups',
    access: read,
    params: one,
    reply: Contact,
    errors: [c.notFound],
  }),
  add: endpoint({
    method: 'POST',
    path: '/api/contacts',
    summary: 'Add a contact',
    access: write,
    status: 201,
    body: Type.Object({ ...Written, number: Type.String({ maxLength: 60 }), fields: Fields }, strict),
    reply: Contact,
    errors: writeErrors,
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/api/contacts/:id',
    summary: 'Change what is named; fields are set one by one, null removes one',
    access: write,
    params: one,
    body: Type.Object(
      {
        set: Type.Object({ ...Written, fields: Fields }, { ...strict, minProperties: 1 }),
        was: Type.Optional(Type.Object(Written, strict)),
      },
      strict,
    ),
    reply: Contact,
    errors: [c.notFound, c.changedElsewhere, ...writeErrors],
  }),
  remove: endpoint({
    method: 'POST',
    path: '/api/contacts/delete',
    summary: 'Delete contacts; for a minute they can be restored, then what is known of them is erased',
    access: write,
    body: Type.Object({ ids: Ids }, strict),
    reply: Type.Object({ deleted: Type.Array(Id) }),
    errors: [],
  }),
  restore: endpoint({
    method: 'POST',
    path: '/api/contacts/restore',
    summary: 'Undo a deletion: names, fields and groups are as they were',
    access: write,
    body: Type.Object({ ids: Ids }, strict),
    reply: Type.Object({ restored: Type.Array(Id) }),
    errors: [c.notDeleted],
  }),
  screen: endpoint({
    method: 'PUT',
    path: '/api/contacts/:id/screened',
    summary: 'Block or unblock somebody: neither texts nor calls of theirs reach the line, and they are not texted',
    access: write,
    params: one,
    body: Type.Object({ screened: Type.Boolean() }, strict),
    reply: Contact,
    errors: [c.notFound],
  }),
  addToGroup: endpoint({
    method: 'POST',
    path: '/api/contacts/add-to-group',
    summary: 'Add contacts to a group; those already in it stay',
    access: write,
    body: Type.Object({ ids: Ids, groupId: Id }, strict),
    reply: Type.Object({ added: Type.Array(Id) }),
    errors: [groupErrors.notFound],
  }),
  duplicates: endpoint({
    method: 'GET',
    path: '/api/contacts/duplicates',
    summary: 'Contacts that may be one person: the same name, or the same e-mail address in a field',
    access: read,
    reply: Type.Object({
      sets: Type.Array(
        Type.Object({
          because: Type.Union([Type.Literal('name'), Type.Literal('email')]),
          value: Type.String(),
          contacts: Type.Array(ContactSummary),
        }),
      ),
    }),
    errors: [],
  }),
  join: endpoint({
    method: 'POST',
    path: '/api/contacts/join',
    summary:
      'Join contacts into one: it keeps its number, gains fields, notes and groups, and the other numbers as fields',
    access: write,
    body: Type.Object({ keep: Id, others: Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true }) }, strict),
    reply: Contact,
    errors: [c.notFound, c.joinSelf, c.fieldsLarge, c.notesLong],
  }),
  exportAll: endpoint({
    method: 'GET',
    path: '/api/contacts/export',
    summary: 'All contacts, or those of a group, as CSV or vCard',
    access: read,
    kind: 'stream',
    query: Type.Object(
      { format: Type.Union([Type.Literal('csv'), Type.Literal('vcard')]), group: Type.Optional(Id) },
      strict,
    ),
    reply: Type.String(),
    errors: [groupErrors.notFound],
  }),
} as const;
