import type { GroupId } from '#contract/ids.ts';
import type { Contact } from '#server/features/contacts/index.ts';
import { shortStamp, stamp } from './wire.ts';

/** Names of a contact's own: fields of the line's making never stand in for them. */
export const contactKeys = new Set([
  'blocked',
  'contact_id',
  'date_created',
  'date_modified',
  'deleted',
  'groups',
  'id',
  'id_str',
  'is_owned',
  'keyword',
  'landline',
  'landline_override',
  'local_gateway',
  'name',
  'number',
  'resource_uri',
  'screened',
]);

const ownFields = (contact: Contact) =>
  Object.fromEntries(Object.entries(contact.fields).filter(([name]) => !contactKeys.has(name)));

/** A contact without a name is called by its number: clients ask for a name with at least one character. */
export const nameOf = (contact: Pick<Contact, 'name' | 'number'>) => contact.name || contact.number;

/** Every contact has a keyword here: where the line gave none, what its name suggests. */
export const keywordOf = (contact: Pick<Contact, 'keyword' | 'name' | 'number'>) =>
  contact.keyword ?? (contact.name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || contact.number.slice(1));

const common = (contact: Contact) => ({
  blocked: contact.blockedAt !== null,
  deleted: contact.deletedAt !== null,
  id_str: contact.id,
  is_owned: true,
  keyword: keywordOf(contact),
  name: nameOf(contact),
  number: contact.number,
  screened: contact.screenedAt !== null,
});

/** A contact on its own. */
export const presentContact = (contact: Contact, groups: readonly { id: GroupId }[]) => ({
  ...ownFields(contact),
  ...common(contact),
  id: contact.id,
  date_created: stamp(contact.createdAt),
  date_modified: stamp(contact.changedAt),
  groups: groups.map(({ id }) => `/v1/groups/${id}`),
  landline: false,
  landline_override: false,
  local_gateway: false,
  resource_uri: `/v1/contacts/${contact.id}`,
});

/** A contact inside a thread: groups by name, and its id as a number: all its digits, though JavaScript counts only to 2^53. */
export const presentInThread = (contact: Contact, groups: readonly { name: string }[]) => ({
  ...ownFields(contact),
  ...common(contact),
  id: rawJson(contact.id),
  groups: groups.map(({ name }) => name),
});

/** What JSON.stringify writes as it is. Newer than the type of JSON. */
const { rawJSON: rawJson } = JSON as typeof JSON & { rawJSON(text: string): unknown };

/** A contact inside a message: its own fields as text. */
export const presentInMessage = (contact: Contact) => ({
  ...common(contact),
  id: contact.id,
  date_created: shortStamp(contact.createdAt),
  date_modified: shortStamp(contact.changedAt),
  extra_info: JSON.stringify(ownFields(contact)),
  smsGateway: 'trunkline',
  user_id: contact.lineId,
});
