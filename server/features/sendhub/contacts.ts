import type { GroupId } from '#contract/ids.ts';
import {
  groupsOfContacts,
  lockContacts,
  type PageQuery,
  pageOfContacts,
  readNumber,
  regionOf,
} from '#server/features/contacts/index.ts';
import { allOrNothing } from './all-or-nothing.ts';
import type { V1Call } from './call.ts';
import { metaOf, readPage, refuseFilters } from './page.ts';
import { presentContact } from './present-contact.ts';
import { readContact, type WrittenContact } from './read-contact.ts';
import { badFilter, badRequest, notFound } from './refusals.ts';
import { idOf, isObject, textOf, truthOf } from './wire.ts';
import { removeContact, replaceContact, showContact, upsertContact } from './write-contact.ts';

export const listContacts = (call: V1Call) => contactsPage(call, '/v1/contacts', undefined);

/** A page of contacts, of a group's where one is named, filtered and ordered as the query says. */
export async function contactsPage({ deps, caller, query }: V1Call, path: string, groupId: GroupId | undefined) {
  refuseFilters(query, ['number', 'name', 'screened', 'blocked', 'ordering']);
  const page = readPage(query);
  const { contacts, total } = await pageOfContacts(deps.db, caller, {
    ...page,
    groupId,
    number: await numberFilter(query['number'], await regionOf(deps.db, caller)),
    name: textOf(query['name']),
    screened: flagFilter(query, 'screened'),
    blocked: flagFilter(query, 'blocked'),
    order: orderOf(query['ordering']),
  });
  const groups = await groupsOfContacts(
    deps.db,
    caller.companyId,
    contacts.map(({ id }) => id),
  );
  return {
    meta: metaOf(path, page, total),
    objects: contacts.map((contact) => presentContact(contact, groups.get(contact.id) ?? [])),
  };
}

/** A `+` that was not encoded arrives as a space; ten bare digits are taken too. What is no number matches nobody. */
function numberFilter(value: unknown, region: string): PageQuery['number'] {
  const text = textOf(value)?.replace(/^ /, '+');
  if (text === undefined || text === '') return undefined;
  const read = readNumber(text, region);
  return 'number' in read ? read.number : (text as PageQuery['number']); // matches no contact, as it should
}

function flagFilter(query: Readonly<Record<string, unknown>>, name: string): boolean | undefined {
  if (query[name] === undefined) return undefined;
  const value = truthOf(query[name]);
  if (value === undefined) throw badRequest(`${name} is true or false.`);
  return value;
}

const orders = {
  id: 'id',
  name: 'name',
  number: 'number',
  keyword: 'keyword',
  date_created: 'createdAt',
  date_modified: 'changedAt',
  blocked: 'blocked',
  screened: 'screened',
  is_owned: 'id',
} as const;

function orderOf(value: unknown): PageQuery['order'] {
  const text = textOf(value);
  if (text === undefined || text === '') return undefined;
  const name = text.replace(/^-/, '');
  if (!Object.hasOwn(orders, name)) throw badFilter(name.slice(0, 80));
  return { by: orders[name as keyof typeof orders], down: text.startsWith('-') }; // hasOwn has just said so
}

export const addContact = async (call: V1Call) => {
  const contact = await upsertContact(call, readContact(call.body));
  return { ...contact, contact_id: contact.id };
};

export const getContact = (call: V1Call) => showContact(call, contactId(call));

export async function putContact(call: V1Call) {
  const contact = await replaceContact(call, contactId(call), readContact(call.body));
  return { ...contact, contact_id: contact.id };
}

export const deleteContact = (call: V1Call) => removeContact(call, contactId(call));

/** Adds, changes and (`deleted: true`) deletes many at once, all of them or, where one is refused, none; the answer is a list in their order. */
export async function patchContacts(call: V1Call) {
  const { objects } = call.body;
  if (!Array.isArray(objects) || !objects.every(isObject))
    throw badRequest('Invalid data sent.', 'Send {"objects": [...]} with a contact in each place.');
  if (objects.length > 1000) throw badRequest('Invalid data sent.', 'Send at most 1,000 contacts in one request.');
  const all = objects.map(readContact);
  return allOrNothing(call, async (inside) => {
    // Whoever changes some of the same contacts waits here, before either has changed any.
    await lockContacts(
      inside.deps.db,
      call.caller,
      all.flatMap(({ id }) => id ?? []),
    );
    const done = [];
    for (const written of all) done.push(await patchContact(inside, written));
    return done;
  });
}

async function patchContact(call: V1Call, written: WrittenContact) {
  if (written.deleted !== true || written.id === undefined) return upsertContact(call, written);
  const before = await showContact(call, written.id);
  await removeContact(call, written.id);
  return { ...before, deleted: true };
}

function contactId({ params }: V1Call): string {
  const id = idOf(params['id']);
  if (id === undefined) throw notFound('contact');
  return id;
}
