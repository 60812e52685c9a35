import type { ContactId, GroupId } from '#contract/ids.ts';
import { findGroup, listContactsByIds } from '#server/features/contacts/index.ts';
import {
  addGroup,
  changeGroup,
  changeMembers,
  deleteGroup,
  type GroupRow as Group,
  pageOfGroups,
} from '#server/features/groups/index.ts';
import type { V1Call } from './call.ts';
import { contactsPage } from './contacts.ts';
import { metaOf, readPage, refuseFilters } from './page.ts';
import { badFields, badRequest, notFound, required } from './refusals.ts';
import { idOf, stamp, textOf, truthOf } from './wire.ts';

export async function listGroups({ deps, caller, query }: V1Call) {
  refuseFilters(query, []);
  const page = readPage(query);
  const { groups, total } = await pageOfGroups(deps.db, caller, page);
  return { meta: metaOf('/v1/groups', page, total), objects: groups.map(presentGroup) };
}

export async function createGroup(call: V1Call) {
  const id = await addGroup(call.deps, call.caller, readGroup(call.body));
  // As published, sizes are not known in the answer to a creation.
  return { ...presentGroup(await getGroup(call, id)), mediums: null, size: null, share_invite_count: null };
}

export const showGroup = async (call: V1Call) => presentGroup(await getGroup(call, groupId(call)));

/** Replaces a group: what is not sent gets its default again. */
export async function putGroup(call: V1Call) {
  const id = groupId(call);
  await getGroup(call, id);
  const { name, keyword, joinByText, joinMessage } = readGroup(call.body);
  await changeGroup(call.deps, call.caller, id, {
    name,
    joinByText: joinByText ?? false,
    joinMessage: joinMessage ?? '',
    ...(keyword !== undefined && { keyword }),
  });
  return { ...presentGroup(await getGroup(call, id)), mediums: null };
}

export const removeGroup = (call: V1Call) => deleteGroup(call.deps, call.caller, groupId(call));

export async function listGroupContacts(call: V1Call) {
  const group = await getGroup(call, groupId(call));
  return contactsPage(call, `/v1/groups/${group.id}/contacts`, group.id);
}

/** Adds and removes members; what could not be done is said for each. */
export async function changeGroupContacts(call: V1Call) {
  const { deps, caller, body } = call;
  const group = await getGroup(call, groupId(call));
  if (body['add'] === undefined && body['remove'] === undefined)
    throw badRequest('Invalid data sent.', 'Send "add", "remove" or both, each a list of contact ids.');
  const [add, remove] = [idsFrom(body, 'add'), idsFrom(body, 'remove')];
  const known = new Set<string>((await listContactsByIds(deps.db, caller, add)).map(({ id }) => id));
  const done = await changeMembers(deps, caller, group.id, { add: add.filter((id) => known.has(id)), remove });
  const [added, removed] = [new Set<string>(done.added), new Set<string>(done.removed)];
  const notAdded = add
    .filter((id) => !added.has(id))
    .map((id) =>
      known.has(id)
        ? `${id} is the id of a contact who is already in this group`
        : `${id} is not an id of one of your contacts.`,
    );
  const notRemoved = remove
    .filter((id) => !removed.has(id))
    .map((id) => `${id} is not an id of a contact in the group.`);
  return {
    add: add.filter((id) => added.has(id)),
    remove: remove.filter((id) => removed.has(id)),
    errors: { ...(notAdded.length > 0 && { add: notAdded }), ...(notRemoved.length > 0 && { remove: notRemoved }) },
  };
}

/** A group on its own. */
export const presentGroup = (group: Group) => ({
  date_created: stamp(group.createdAt),
  date_modified: stamp(group.changedAt),
  deleted: group.deletedAt !== null,
  id: group.id,
  id_str: group.id,
  is_shared: false,
  name: group.name,
  parent_id: null,
  parent_user_id: null,
  permissions: 'write',
  resource_uri: `/v1/groups/${group.id}`,
  share_invite_count: 0,
  size: group.size,
  slug: group.keyword,
  text_to_subscribe: group.joinByText,
  ttjResponse: group.joinMessage,
});

function readGroup(body: V1Call['body']) {
  const name = textOf(body['name']);
  if (!name?.trim()) throw badFields({ name: [required] });
  const joinByText = body['text_to_subscribe'] == null ? undefined : truthOf(body['text_to_subscribe']);
  if (body['text_to_subscribe'] != null && joinByText === undefined)
    throw badFields({ text_to_subscribe: ['This is true or false.'] });
  const [slug, response] = ['slug', 'ttjResponse'].map((key) => {
    if (body[key] == null) return undefined;
    const text = textOf(body[key]);
    if (text === undefined) throw badFields({ [key]: ['This is a text.'] });
    return text;
  });
  return {
    name,
    ...(slug && { keyword: slug }),
    ...(joinByText !== undefined && { joinByText }),
    ...(response !== undefined && { joinMessage: response }),
  };
}

function idsFrom(body: V1Call['body'], key: string): ContactId[] {
  const list = body[key] ?? [];
  if (!Array.isArray(list)) throw badRequest('Invalid data sent.', `"${key}" is a list of contact ids.`);
  if (list.length > 10_000) throw badRequest('Invalid data sent.', `"${key}" has at most 10,000 contact ids.`);
  const ids = list.map((one) => {
    const id = idOf(one);
    if (id === undefined) throw badRequest('Invalid data sent.', `"${key}" has something that is no id.`);
    return id as ContactId; // digits; whether it is a contact is asked next
  });
  return [...new Set(ids)];
}

async function getGroup({ deps, caller }: V1Call, id: string): Promise<Group> {
  const found = await findGroup(deps.db, caller, id);
  if (!found) throw notFound('group');
  return found;
}

function groupId({ params }: V1Call): GroupId {
  const id = idOf(params['id']);
  if (id === undefined) throw notFound('group');
  return id as GroupId; // digits; whether it is a group is asked next
}
