import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import type { ContactId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import {
  contact,
  contactGroup,
  findGroup,
  membership,
  removeMembers,
  setMembership,
} from '#server/features/contacts/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { after, hours } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';
import { findGroupByKeyword, type GroupRow } from './store.ts';

/** How long the answer YES is waited for. */
const answerMs = hours(24);

/**
 * Somebody texted what may be the keyword of a group. The first half of joining: they are asked, and wait. undefined: it is no
 * keyword of a group that is joined by text.
 */
export async function joinGroup(
  tx: Db,
  deps: Pick<Deps, 'clock'>,
  ref: LineRef,
  who: ContactId,
  typed: string,
): Promise<{ group: GroupRow; outcome: 'asked' | 'member' } | undefined> {
  const found = await findGroupByKeyword(tx, ref, keywordIn(typed));
  if (!found?.joinByText || !(await holdContact(tx, ref, who))) return undefined;
  const group = await findGroup(tx, ref, found.id, true);
  if (!group) return undefined;
  const [stands] = await tx
    .select({ state: membership.state })
    .from(membership)
    .where(
      and(eq(membership.companyId, ref.companyId), eq(membership.groupId, group.id), eq(membership.contactId, who)),
    );
  if (stands?.state === 'joined') return { group, outcome: 'member' };
  await setMembership(tx, group, who, { state: 'pending', at: deps.clock.now() });
  await tellBoth(tx, ref);
  return { group, outcome: 'asked' };
}

/** The second half: they answered YES. Joins the group they were asked about last, if that was within a day; else undefined. */
export async function confirmJoin(
  tx: Db,
  deps: Pick<Deps, 'clock'>,
  ref: LineRef,
  who: ContactId,
): Promise<GroupRow | undefined> {
  const now = deps.clock.now();
  if (!(await holdContact(tx, ref, who))) return undefined;
  const [asked] = await tx
    .select({ groupId: membership.groupId })
    .from(membership)
    .innerJoin(
      contactGroup,
      and(eq(contactGroup.companyId, membership.companyId), eq(contactGroup.id, membership.groupId)),
    )
    .where(
      and(
        eq(membership.companyId, ref.companyId),
        eq(membership.contactId, who),
        eq(membership.state, 'pending'),
        gt(membership.since, after(now, -answerMs)),
        isNull(contactGroup.deletedAt),
      ),
    )
    .orderBy(desc(membership.since))
    .limit(1);
  const group = asked && (await findGroup(tx, ref, asked.groupId, true));
  if (!group) return undefined;
  await setMembership(tx, group, who, { state: 'joined', at: now });
  await tellBoth(tx, ref);
  return group;
}

/** "UNSUBSCRIBE KEYWORD": takes them out of that group. undefined: it is no keyword, or they were not in it. */
export async function leaveGroup(tx: Db, ref: LineRef, who: ContactId, typed: string): Promise<GroupRow | undefined> {
  const found = await findGroupByKeyword(tx, ref, keywordIn(typed));
  const group = found && (await findGroup(tx, ref, found.id, true));
  if (!group || (await removeMembers(tx, group, [who])).length === 0) return undefined;
  await tellBoth(tx, ref);
  return group;
}

// People add a full stop, or put the word in quotes as they read it.
const keywordIn = (typed: string) =>
  typed
    .normalize('NFKC')
    .trim()
    .replace(/^["'“‘]|["'”’.!]+$/g, '')
    .toLowerCase();

/** Keeps the contact from being deleted meanwhile; false when it is. Contacts are locked before groups, by everybody. */
async function holdContact(tx: Db, ref: LineRef, id: ContactId): Promise<boolean> {
  const [found] = await tx
    .select({ id: contact.id })
    .from(contact)
    .where(
      and(
        eq(contact.companyId, ref.companyId),
        eq(contact.lineId, ref.lineId),
        eq(contact.id, id),
        isNull(contact.deletedAt),
      ),
    )
    .for('share');
  return found !== undefined;
}

async function tellBoth(tx: Db, ref: LineRef): Promise<void> {
  await tell(tx, { line: ref.lineId, topic: 'groups' });
  await tell(tx, { line: ref.lineId, topic: 'contacts' });
}
