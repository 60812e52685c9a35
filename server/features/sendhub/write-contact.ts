import type { GroupId } from '#contract/ids.ts';
import {
  addContact,
  addMembers,
  type Contact,
  changeContact,
  deleteContacts,
  findContact,
  findGroup,
  groupsOfContacts,
  removeMembers,
  screenContact,
  setBar,
} from '#server/features/contacts/index.ts';
import type { V1Call } from './call.ts';
import { presentContact } from './present-contact.ts';
import { requireNameAndNumber, type WrittenContact } from './read-contact.ts';
import { badFields, notFound } from './refusals.ts';

/** Adds a contact, or changes the one of its `id`, keeping what is not sent. An id of nobody is as good as none. Throws 400. */
export async function upsertContact(call: V1Call, written: WrittenContact) {
  const { deps, caller } = call;
  const { name, number } = requireNameAndNumber(written);
  await refuseUnknownGroups(call, written.groups);
  if (written.id === undefined || !(await findContact(deps.db, caller, written.id))) {
    const id = await addContact(deps, caller, {
      name,
      number,
      keyword: written.keyword,
      fields: written.fields,
    });
    return finish(call, id, written);
  }
  await changeContact(deps, caller, written.id, {
    name,
    number,
    ...(written.keyword !== undefined && { keyword: written.keyword }),
    fields: written.fields,
  });
  return finish(call, written.id, written);
}

/** Replaces a contact: fields and groups that are not sent are dropped. Throws 400 and 404. */
export async function replaceContact(call: V1Call, id: string, written: WrittenContact) {
  const { deps, caller } = call;
  const { name, number } = requireNameAndNumber(written);
  await refuseUnknownGroups(call, written.groups);
  const current = await findContact(deps.db, caller, id);
  if (!current) throw notFound('contact');
  const dropped = Object.fromEntries(Object.keys(current.fields).map((field) => [field, null]));
  await changeContact(deps, caller, id, {
    name,
    number,
    keyword: written.keyword ?? null,
    fields: { ...dropped, ...written.fields },
  });
  return finish(call, id, { ...written, groups: written.groups ?? [] });
}

/** What is left of a write once the contact stands: whether it is barred, and its groups. */
async function finish(call: V1Call, id: string, written: WrittenContact) {
  const { deps, caller } = call;
  if (written.screened !== undefined) await screenContact(deps, caller, id, written.screened);
  const contact = await getContact(call, id);
  // Who opted out by text is not opted in again by a program: only their own START does that.
  if (written.blocked === true)
    await deps.db.transaction((tx) =>
      setBar(tx, caller, { number: contact.number, kind: 'blocked', at: deps.clock.now() }),
    );
  if (written.groups !== undefined) await setGroups(call, contact, written.groups);
  return showContact(call, id);
}

async function setGroups({ deps, caller }: V1Call, contact: Contact, wanted: readonly GroupId[]): Promise<void> {
  const joined = (await groupsOfContacts(deps.db, caller.companyId, [contact.id])).get(contact.id) ?? [];
  await deps.db.transaction(async (tx) => {
    for (const groupId of [...wanted].sort()) await addMembers(tx, caller, groupId, [contact.id], deps.clock.now());
    for (const { id } of joined.filter((one) => !wanted.includes(one.id))) {
      const group = await findGroup(tx, caller, id, true);
      if (group) await removeMembers(tx, group, [contact.id]);
    }
  });
}

async function refuseUnknownGroups({ deps, caller }: V1Call, ids: readonly GroupId[] = []): Promise<void> {
  for (const id of ids) {
    if (!(await findGroup(deps.db, caller, id)))
      throw badFields({ groups: [`${id} is not an id of one of your groups.`] });
  }
}

export async function getContact({ deps, caller }: V1Call, id: string): Promise<Contact> {
  const found = await findContact(deps.db, caller, id);
  if (!found) throw notFound('contact');
  return found;
}

export async function showContact(call: V1Call, id: string) {
  const contact = await getContact(call, id);
  const groups = await groupsOfContacts(call.deps.db, call.caller.companyId, [contact.id]);
  return presentContact(contact, groups.get(contact.id) ?? []);
}

/** Throws 404. */
export async function removeContact({ deps, caller }: V1Call, id: string): Promise<void> {
  if ((await deleteContacts(deps, caller, [id])).length === 0) throw notFound('contact');
}
