import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { CompanyId, ContactId, GroupId, PhoneNumber } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { type Contact, hasNumber, listContactsByIds, ofLine } from './store.ts';
import { barredNumber, contact, contactGroup, membership } from './tables.ts';

export interface PageQuery {
  readonly limit: number;
  readonly offset: number;
  readonly number?: PhoneNumber | undefined;
  readonly name?: string | undefined;
  readonly blocked?: boolean | undefined;
  readonly screened?: boolean | undefined;
  /** Only who joined it. */
  readonly groupId?: GroupId | undefined;
  /** By id, the oldest first, unless told. */
  readonly order?: { readonly by: keyof typeof orders; readonly down: boolean } | undefined;
}

const bar = (column: 'blockedAt' | 'screenedAt') => sql`exists (select 1 from ${barredNumber} b
  where b.company_id = ${contact.companyId} and b.line_id = ${contact.lineId} and b.number = ${contact.number}
    and ${column === 'blockedAt' ? sql`b.blocked_at` : sql`b.screened_at`} is not null)`;

const orders = {
  id: contact.id,
  name: contact.place,
  number: contact.number,
  keyword: contact.keyword,
  createdAt: contact.createdAt,
  changedAt: contact.changedAt,
  blocked: bar('blockedAt'),
  screened: bar('screenedAt'),
};

/** A page of contacts by its place in the list, with how many there are: for programs that leaf by numbers. */
export async function pageOfContacts(
  db: Db,
  ref: LineRef,
  query: PageQuery,
): Promise<{ contacts: Contact[]; total: number }> {
  const where = and(ofLine(ref), isNull(contact.deletedAt), ...filters(query));
  const { by, down } = query.order ?? { by: 'id', down: false };
  const ids = await db
    .select({ id: contact.id })
    .from(contact)
    .where(where)
    .orderBy(down ? desc(orders[by]) : asc(orders[by]), asc(contact.id))
    .limit(query.limit)
    .offset(query.offset);
  const found = new Map(
    (
      await listContactsByIds(
        db,
        ref,
        ids.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  );
  return {
    contacts: ids.flatMap(({ id }) => found.get(id) ?? []),
    total: await db.$count(contact, where),
  };
}

function filters(query: PageQuery): SQL[] {
  const all: (SQL | undefined)[] = [
    query.number === undefined ? undefined : and(hasNumber, eq(contact.number, query.number)),
    query.name === undefined ? undefined : eq(contact.name, query.name),
    query.blocked === undefined ? undefined : query.blocked ? bar('blockedAt') : sql`not ${bar('blockedAt')}`,
    query.screened === undefined ? undefined : query.screened ? bar('screenedAt') : sql`not ${bar('screenedAt')}`,
    query.groupId === undefined
      ? undefined
      : sql`exists (select 1 from ${membership} m where m.company_id = ${contact.companyId}
          and m.group_id = ${query.groupId} and m.contact_id = ${contact.id} and m.state = 'joined')`,
  ];
  return all.filter((one) => one !== undefined);
}

/** The groups that each of these contacts joined, by name. */
export async function groupsOfContacts(
  db: Db,
  companyId: CompanyId,
  ids: readonly ContactId[],
): Promise<Map<ContactId, { id: GroupId; name: string }[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ contactId: membership.contactId, id: contactGroup.id, name: contactGroup.name })
    .from(membership)
    .innerJoin(
      contactGroup,
      and(eq(contactGroup.companyId, membership.companyId), eq(contactGroup.id, membership.groupId)),
    )
    .where(
      and(
        eq(membership.companyId, companyId),
        inArray(membership.contactId, [...ids]),
        eq(membership.state, 'joined'),
        isNull(contactGroup.deletedAt),
      ),
    )
    .orderBy(asc(contactGroup.place));
  return new Map(
    [...Map.groupBy(rows, (row) => row.contactId)].map(([id, groups]) => [
      id,
      groups.map(({ id: groupId, name }) => ({ id: groupId, name })),
    ]),
  );
}
