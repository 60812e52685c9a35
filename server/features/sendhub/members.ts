import type { PhoneNumber } from '#contract/ids.ts';
import { type Contact, groupsOfContacts, listContactsByNumbers } from '#server/features/contacts/index.ts';
import { type GroupRow, listGroupsByIds } from '#server/features/groups/index.ts';
import type { V1Call } from './call.ts';
import { presentInMessage, presentInThread } from './present-contact.ts';
import { shortStamp } from './wire.ts';

/** Whom a thread or a message is with. */
interface With {
  readonly numbers: readonly string[];
  readonly groupIds: readonly string[];
}

/** Looks up everybody that some threads or messages are with, once, and presents them as each place wants them. */
export async function findMembers({ deps, caller }: V1Call, all: readonly With[]) {
  const numbers = [...new Set(all.flatMap((one) => one.numbers))] as PhoneNumber[]; // short codes match no contact
  const contacts = new Map(
    (await listContactsByNumbers(deps.db, caller, numbers)).map((one) => [one.number as string, one]),
  );
  const groups = new Map(
    (
      await listGroupsByIds(
        deps.db,
        caller,
        all.flatMap((one) => one.groupIds),
      )
    ).map((one) => [one.id as string, one]),
  );
  const names = await groupsOfContacts(
    deps.db,
    caller.companyId,
    [...contacts.values()].map((one) => one.id),
  );
  const contactsOf = (one: With) => one.numbers.flatMap((number) => contacts.get(number) ?? []);
  const groupsOf = (one: With) => one.groupIds.flatMap((id) => groups.get(id) ?? []);
  return {
    inThread: (one: With) => ({
      contacts: contactsOf(one).map((contact: Contact) => presentInThread(contact, names.get(contact.id) ?? [])),
      groups: groupsOf(one).map(groupInThread),
    }),
    inMessage: (one: With) => ({
      contacts: contactsOf(one).map(presentInMessage),
      groups: groupsOf(one).map((group) => ({
        ...groupInThread(group),
        date_created: shortStamp(group.createdAt),
        date_modified: shortStamp(group.changedAt),
        is_shared: false,
        permissions: 'write',
        user_id: group.lineId,
      })),
    }),
  };
}

const groupInThread = (group: GroupRow) => ({
  check_all: false,
  deleted: group.deletedAt !== null,
  id: group.id,
  id_str: group.id,
  mediums: '["sms"]',
  name: group.name,
  slug: group.keyword,
  text_to_subscribe: group.joinByText,
  ttjResponse: group.joinMessage,
});
