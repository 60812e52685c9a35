import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { isOpen } from '#contract/business-hours.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import { readBusinessHours } from '#server/features/company/index.ts';
import { barsOf, contact, contactGroup, findContactByNumber, membership } from '#server/features/contacts/index.ts';
import { findGroupByKeyword } from '#server/features/groups/index.ts';
import type { Line, LineRef } from '#server/features/identity/index.ts';
import { after, hours } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { keywordIn } from './keywords.ts';
import { findMessageSettings, type SettingsRow } from './settings-store.ts';
import { lastAnswered } from './settings-tables.ts';
import type { Incoming } from './what-happens.ts';

export type Receiver = LineRef & Pick<Line, 'cell'>;

/** All that decides what becomes of a text. `settings` may be ones that are not saved yet. */
export async function gatherIncoming(
  db: Db,
  to: Receiver,
  text: { readonly from: string; readonly text: string; readonly at: Date },
  settings?: SettingsRow,
): Promise<Incoming & { readonly settings: SettingsRow }> {
  const number = text.from as PhoneNumber; // short codes and names are looked up like numbers, and have no rows
  const stands = settings ?? (await findMessageSettings(db, to));
  const keyword = keywordIn(text.text);
  const { hours: week, timeZone } = await readBusinessHours(db, to.companyId);
  const bars = await barsOf(db, to, number);
  const who =
    keyword.kind === 'yes' || keyword.kind === 'leave' || keyword.kind === 'none'
      ? await findContactByNumber(db, to, number)
      : undefined;
  const wanted = keyword.kind === 'none' ? keyword.word : keyword.kind === 'leave' ? keyword.of : undefined;
  // A keyword is one word: other texts cost no look-up.
  const group =
    wanted !== undefined && /^\S{1,40}$/.test(wanted) ? await findGroupByKeyword(db, to, wanted) : undefined;
  const isMember = group && who ? await isIn(db, to, group.id, who.id) : false;
  const answered = await db
    .select({ kind: lastAnswered.kind, at: lastAnswered.at })
    .from(lastAnswered)
    .where(
      and(
        eq(lastAnswered.companyId, to.companyId),
        eq(lastAnswered.lineId, to.lineId),
        eq(lastAnswered.number, text.from),
        inArray(lastAnswered.kind, ['auto', 'help']),
      ),
    );
  const last = (kind: 'auto' | 'help') => answered.find((one) => one.kind === kind)?.at ?? null;
  return {
    ...text,
    settings: stands,
    cell: to.cell,
    blocked: bars.blockedAt !== null,
    screened: bars.screenedAt !== null,
    asked: keyword.kind === 'yes' && who ? await findAsked(db, to, who.id, text.at) : undefined,
    joins: keyword.kind === 'none' && group?.joinByText ? { name: group.name, isMember } : undefined,
    leaves: keyword.kind === 'leave' && group && isMember ? { name: group.name } : undefined,
    isOpen: isOpen(week, timeZone, text.at),
    answeredAt: last('auto'),
    helpedAt: last('help'),
  };
}

async function isIn(db: Db, ref: LineRef, groupId: string, contactId: string): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select 1 from ${membership} where ${membership.companyId} = ${ref.companyId} and ${membership.groupId} = ${groupId}::bigint
        and ${membership.contactId} = ${contactId}::bigint and ${membership.state} = 'joined'`,
  );
  return rows.length > 0;
}

/** The group they were asked about last, within the day that an answer is waited for. */
async function findAsked(db: Db, ref: LineRef, contactId: string, now: Date): Promise<{ name: string } | undefined> {
  const [found] = await db
    .select({ name: contactGroup.name })
    .from(membership)
    .innerJoin(
      contactGroup,
      and(eq(contactGroup.companyId, membership.companyId), eq(contactGroup.id, membership.groupId)),
    )
    .innerJoin(contact, and(eq(contact.companyId, membership.companyId), eq(contact.id, membership.contactId)))
    .where(
      and(
        eq(membership.companyId, ref.companyId),
        sql`${membership.contactId} = ${contactId}::bigint`,
        eq(membership.state, 'pending'),
        gt(membership.since, after(now, -hours(24))),
        isNull(contactGroup.deletedAt),
      ),
    )
    .orderBy(sql`${membership.since} desc`)
    .limit(1);
  return found;
}
