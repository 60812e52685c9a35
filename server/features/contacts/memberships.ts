import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { MembershipState } from '#contract/contacts.ts';
import type { CompanyId, ContactId, GroupId, PhoneNumber } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { barredNumber, contact, contactGroup, membership } from './tables.ts';

export type Group = typeof contactGroup.$inferSelect;

/** A group of the line that is not deleted. With `lock` nobody else changes it until the transaction ends. */
export async function findGroup(db: Db, ref: LineRef, id: string, lock = false): Promise<Group | undefined> {
  const query = db
    .select()
    .from(contactGroup)
    .where(
      and(
        eq(contactGroup.companyId, ref.companyId),
        eq(contactGroup.lineId, ref.lineId),
        // Digits by the contract; whether it is a group is for the query to say.
        eq(contactGroup.id, id as GroupId),
        isNull(contactGroup.deletedAt),
      ),
    );
  const [found] = lock ? await query.for('no key update') : await query;
  return found;
}

/**
 * Puts live contacts of the line into a group. Answers those it was new to (who waited for YES has joined); undefined when
 * there is no such group. Locks contacts, then the group: everybody does it in this order.
 */
export async function addMembers(
  tx: Db,
  ref: LineRef,
  groupId: string,
  ids: readonly string[],
  at: Date,
): Promise<ContactId[] | undefined> {
  const contacts = await tx
    .select({ id: contact.id })
    .from(contact)
    .where(
      and(
        eq(contact.companyId, ref.companyId),
        eq(contact.lineId, ref.lineId),
        isNull(contact.deletedAt),
        inArray(contact.id, ids as ContactId[]), // digits by the contract
      ),
    )
    .orderBy(asc(contact.id))
    .for('share');
  const group = await findGroup(tx, ref, groupId, true);
  if (!group) return undefined;
  if (contacts.length === 0) return [];
  const who = sql`${`{${contacts.map(({ id }) => id).join(',')}}`}::bigint[]`;
  const confirmed = await tx.execute(sql`
    update membership set state = 'joined', since = ${at.toISOString()}::timestamptz
    where company_id = ${ref.companyId} and group_id = ${group.id} and state = 'pending' and contact_id = any(${who})
    returning contact_id as id`);
  const added = await tx.execute(sql`
    insert into membership (company_id, group_id, contact_id, state, since)
      select ${ref.companyId}, ${group.id}, who, 'joined', ${at.toISOString()}::timestamptz from unnest(${who}) who
    on conflict (company_id, group_id, contact_id) do nothing returning contact_id as id`);
  const all = [...confirmed.rows, ...added.rows];
  await count(tx, ref.companyId, group.id, { size: all.length, pending: -confirmed.rows.length });
  return all.map((row) => String(row['id']) as ContactId); // ids of the rows just written
}

/** Takes contacts out of a group whose row the transaction holds. Answers those that were in it. */
export async function removeMembers(
  tx: Db,
  group: Pick<Group, 'companyId' | 'id'>,
  ids: readonly string[],
): Promise<ContactId[]> {
  if (ids.length === 0) return [];
  const removed = await tx
    .delete(membership)
    .where(
      and(
        eq(membership.companyId, group.companyId),
        eq(membership.groupId, group.id),
        inArray(membership.contactId, ids as ContactId[]), // digits by the contract
      ),
    )
    .returning({ id: membership.contactId, state: membership.state });
  const pending = removed.filter((row) => row.state === 'pending').length;
  await count(tx, group.companyId, group.id, { size: pending - removed.length, pending: -pending });
  return removed.map((row) => row.id);
}

/** Sets how one contact stands to a group whose row the transaction holds; answers how it stood. */
export async function setMembership(
  tx: Db,
  group: Pick<Group, 'companyId' | 'id'>,
  contactId: ContactId,
  to: { readonly state: MembershipState; readonly at: Date },
): Promise<MembershipState | undefined> {
  const key = { companyId: group.companyId, groupId: group.id, contactId };
  const [before] = await tx
    .select({ state: membership.state })
    .from(membership)
    .where(
      and(
        eq(membership.companyId, key.companyId),
        eq(membership.groupId, key.groupId),
        eq(membership.contactId, contactId),
      ),
    );
  await tx
    .insert(membership)
    .values({ ...key, state: to.state, since: to.at })
    .onConflictDoUpdate({
      target: [membership.companyId, membership.groupId, membership.contactId],
      set: { state: to.state, since: to.at },
    });
  await count(tx, group.companyId, group.id, {
    size: Number(to.state === 'joined') - Number(before?.state === 'joined'),
    pending: Number(to.state === 'pending') - Number(before?.state === 'pending'),
  });
  return before?.state;
}

/** Takes a contact out of every group; answers the memberships it had. */
export async function leaveAllGroups(tx: Db, companyId: CompanyId, ids: readonly ContactId[]) {
  const groups = await tx
    .select({ id: contactGroup.id })
    .from(contactGroup)
    .where(
      and(
        eq(contactGroup.companyId, companyId),
        sql`${contactGroup.id} in (select group_id from membership where company_id = ${companyId} and contact_id = any(${`{${ids.join(',')}}`}::bigint[]))`,
      ),
    )
    .orderBy(asc(contactGroup.id))
    .for('no key update');
  if (groups.length === 0) return [];
  const left = await tx
    .delete(membership)
    .where(and(eq(membership.companyId, companyId), inArray(membership.contactId, [...ids])))
    .returning({ groupId: membership.groupId, contactId: membership.contactId, state: membership.state });
  for (const [groupId, rows] of Map.groupBy(left, (row) => row.groupId)) {
    const pending = rows.filter((row) => row.state === 'pending').length;
    await count(tx, companyId, groupId, { size: pending - rows.length, pending: -pending });
  }
  return left;
}

export interface Recipient {
  readonly id: ContactId;
  readonly number: PhoneNumber;
  readonly name: string;
  readonly blockedAt: Date | null;
  readonly screenedAt: Date | null;
}

/**
 * Everybody who joined any of the groups, each once, in the order of their ids, a page at a time (`after`: the last id of
 * the page before). Barred ones are among them: who is left out, and why, is for the sender to say.
 */
export async function listRecipientsOfGroups(
  db: Db,
  ref: LineRef,
  groupIds: readonly GroupId[],
  page: { readonly after?: ContactId; readonly limit: number },
): Promise<Recipient[]> {
  if (groupIds.length === 0) return [];
  return db
    .select({
      id: contact.id,
      number: contact.number,
      name: contact.name,
      blockedAt: barredNumber.blockedAt,
      screenedAt: barredNumber.screenedAt,
    })
    .from(contact)
    .leftJoin(
      barredNumber,
      and(
        eq(barredNumber.companyId, contact.companyId),
        eq(barredNumber.lineId, contact.lineId),
        eq(barredNumber.number, contact.number),
      ),
    )
    .where(
      and(
        eq(contact.companyId, ref.companyId),
        eq(contact.lineId, ref.lineId),
        isNull(contact.deletedAt),
        page.after === undefined ? undefined : gt(contact.id, page.after),
        sql`exists (select 1 from membership m join contact_group g on g.company_id = m.company_id and g.id = m.group_id
          where m.company_id = ${contact.companyId} and m.contact_id = ${contact.id} and m.state = 'joined'
          and g.deleted_at is null and m.group_id = any(${`{${groupIds.join(',')}}`}::bigint[]))`,
      ),
    )
    .orderBy(asc(contact.id))
    .limit(page.limit);
}

async function count(tx: Db, companyId: CompanyId, groupId: GroupId, by: { size: number; pending: number }) {
  if (by.size === 0 && by.pending === 0) return;
  await tx
    .update(contactGroup)
    .set({ size: sql`${contactGroup.size} + ${by.size}`, pending: sql`${contactGroup.pending} + ${by.pending}` })
    .where(and(eq(contactGroup.companyId, companyId), eq(contactGroup.id, groupId)));
}
