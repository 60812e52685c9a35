import type { ContactSummary, MembershipState, Contact as Shown } from '#contract/contacts.ts';
import type { GroupId } from '#contract/ids.ts';
import type { Contact } from './store.ts';

export const presentSummary = (
  contact: Pick<Contact, 'id' | 'name' | 'number' | 'keyword' | 'blockedAt' | 'screenedAt'>,
): ContactSummary => ({
  id: contact.id,
  name: contact.name,
  number: contact.number,
  keyword: contact.keyword,
  blocked: contact.blockedAt !== null,
  screened: contact.screenedAt !== null,
});

export const presentContact = (
  contact: Contact,
  groups: { id: GroupId; name: string; state: MembershipState }[],
): Shown => ({
  ...presentSummary(contact),
  blockedAt: contact.blockedAt?.toISOString() ?? null,
  screenedAt: contact.screenedAt?.toISOString() ?? null,
  fields: contact.fields,
  notes: contact.notes,
  groups,
  createdAt: contact.createdAt.toISOString(),
  changedAt: contact.changedAt.toISOString(),
});
