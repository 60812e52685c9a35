import { and, eq, sql } from 'drizzle-orm';
import { commonErrors } from '#contract/endpoint.ts';
import type { GroupId, ScheduledId } from '#contract/ids.ts';
import { type Draft, messageErrors as m, type Scheduled, type SendAt, type Sent } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { listMedia } from './entry-store.ts';
import { findGroupNames, findParties } from './parties.ts';
import { prepareSend } from './prepare-send.ts';
import { presentMedia } from './present.ts';
import { momentOf } from './send-at.ts';
import { listed, type Sender } from './sender.ts';
import { jobTime, sendScheduledJob } from './sending-jobs.ts';
import { media, scheduled } from './tables.ts';

export type ScheduledRow = typeof scheduled.$inferSelect;

/** Keeps a text until its time. Checked now like one that is sent now, and again when it goes: people opt out meanwhile. */
export async function scheduleMessage(
  tx: Db,
  deps: Deps,
  sender: Sender,
  draft: Draft,
  sendAt: Date,
  source: 'app' | 'api',
): Promise<Sent> {
  const prepared = await prepareSend(tx, deps, sender, draft, sendAt);
  if (prepared.refusal) throw prepared.refusal;
  const row: typeof scheduled.$inferInsert = {
    companyId: sender.companyId,
    id: newId<ScheduledId>(),
    lineId: sender.lineId,
    numbers: [...prepared.chosen.singles],
    groupIds: [...prepared.chosen.groupIds],
    // The links are hidden when it goes.
    text: draft.text ?? '',
    mediaIds: prepared.media.map((one) => one.id),
    asLinks: draft.asLinks === true,
    source,
    sendAt,
    state: 'waiting',
    createdAt: deps.clock.now(),
  };
  const [made] = await tx.insert(scheduled).values(row).returning();
  if (!made) throw new Error('a scheduled text did not come back');
  await keepMedia(tx, made);
  await wakeAt(tx, deps, made);
  await tell(tx, { line: sender.lineId, topic: 'inbox' });
  return {
    messageId: null,
    threadId: null,
    scheduled: await presentScheduledOne(tx, sender, made),
    recipients: prepared.addressees.length,
    segments: prepared.segments,
    ...listed(prepared.chosen.leftOut),
  };
}

/** Throws what `send` may be refused with, `request.not_found`, `messages.not_scheduled`. */
export function editScheduled(
  deps: Deps,
  sender: Sender,
  id: string,
  draft: Draft & { sendAt: SendAt },
): Promise<Scheduled> {
  return deps.db.transaction(async (tx) => {
    const row = await lockWaiting(tx, sender, id);
    const sendAt = momentOf(draft.sendAt, deps.clock.now());
    const prepared = await prepareSend(tx, deps, sender, draft, sendAt);
    if (prepared.refusal) throw prepared.refusal;
    const [changed] = await tx
      .update(scheduled)
      .set({
        numbers: [...prepared.chosen.singles],
        groupIds: [...prepared.chosen.groupIds],
        text: draft.text ?? '',
        mediaIds: prepared.media.map((one) => one.id),
        asLinks: draft.asLinks === true,
        sendAt,
      })
      .where(isIt(row))
      .returning();
    if (!changed) throw new Error('a scheduled text that was locked is gone');
    await keepMedia(tx, changed);
    await wakeAt(tx, deps, changed);
    await tell(tx, { line: sender.lineId, topic: 'inbox' });
    return presentScheduledOne(tx, sender, changed);
  });
}

/** Throws `request.not_found`, `messages.not_scheduled`. */
export function cancelScheduled(deps: Deps, ref: LineRef, id: string): Promise<Scheduled> {
  return deps.db.transaction(async (tx) => {
    const row = await lockWaiting(tx, ref, id);
    const [changed] = await tx.update(scheduled).set({ state: 'cancelled' }).where(isIt(row)).returning();
    if (!changed) throw new Error('a scheduled text that was locked is gone');
    await tell(tx, { line: ref.lineId, topic: 'inbox' });
    return presentScheduledOne(tx, ref, changed);
  });
}

/** Texts that wait, the next one first, and those that could not go. */
export const listScheduled = async (db: Db, ref: LineRef): Promise<Scheduled[]> =>
  presentScheduled(db, ref, await listScheduledRows(db, ref));

export function listScheduledRows(db: Db, ref: LineRef): Promise<ScheduledRow[]> {
  return db
    .select()
    .from(scheduled)
    .where(and(ofLine(ref), sql`${scheduled.state} in ('waiting', 'refused')`))
    .orderBy(scheduled.sendAt)
    .limit(500);
}

/** One of the line's scheduled texts, whatever became of it. */
export async function findScheduled(db: Db, ref: LineRef, id: string): Promise<ScheduledRow | undefined> {
  const [row] = await db
    .select()
    .from(scheduled)
    .where(and(ofLine(ref), eq(scheduled.id, id as ScheduledId))); // digits by the contract
  return row;
}

const ofLine = (ref: LineRef) => and(eq(scheduled.companyId, ref.companyId), eq(scheduled.lineId, ref.lineId));

async function lockWaiting(tx: Db, ref: LineRef, id: string): Promise<ScheduledRow> {
  const [row] = await tx
    .select()
    .from(scheduled)
    .where(
      and(
        eq(scheduled.companyId, ref.companyId),
        eq(scheduled.lineId, ref.lineId),
        eq(scheduled.id, id as ScheduledId), // digits by the contract
      ),
    )
    .for('update');
  if (!row) throw new AppError(commonErrors.notFound);
  if (row.state !== 'waiting' && row.state !== 'refused') throw new AppError(m.notScheduled);
  return row;
}

const isIt = (row: ScheduledRow) => and(eq(scheduled.companyId, row.companyId), eq(scheduled.id, row.id));

/** Files of a text that waits are not thrown away as forgotten ones are. */
async function keepMedia(tx: Db, row: ScheduledRow): Promise<void> {
  if (row.mediaIds.length > 0)
    await tx
      .update(media)
      .set({ entryId: sql`${row.id}::bigint` })
      .where(
        sql`${media.companyId} = ${row.companyId} and ${media.id} = any(${`{${row.mediaIds.join(',')}}`}::bigint[])`,
      );
}

const wakeAt = (tx: Db, deps: Deps, row: ScheduledRow) =>
  enqueue(
    tx,
    sendScheduledJob,
    { companyId: row.companyId, id: row.id },
    { runAt: jobTime(deps.clock, row.sendAt), key: `scheduled:${row.id}` },
  );

async function presentScheduledOne(db: Db, ref: LineRef, row: ScheduledRow): Promise<Scheduled> {
  const [one] = await presentScheduled(db, ref, [row]);
  if (!one) throw new Error('a scheduled text that was there is not');
  return one;
}

async function presentScheduled(db: Db, ref: LineRef, rows: readonly ScheduledRow[]): Promise<Scheduled[]> {
  const { party } = await findParties(
    db,
    ref,
    rows.flatMap((row) => row.numbers),
  );
  const group = await findGroupNames(
    db,
    ref,
    rows.flatMap((row) => row.groupIds),
  );
  const files = new Map(
    (
      await listMedia(
        db,
        ref.companyId,
        rows.flatMap((row) => row.mediaIds),
      )
    ).map((one) => [one.id as string, one]),
  );
  return rows.map((row) => ({
    id: row.id,
    to: { members: row.numbers.map(party), groups: row.groupIds.map((id) => group(id as GroupId)) },
    text: row.text,
    media: row.mediaIds.flatMap((id) => {
      const found = files.get(id);
      return found ? [presentMedia(found)] : [];
    }),
    sendAt: row.sendAt.toISOString(),
    state: row.state,
    why: row.why,
    threadId: row.threadId,
  }));
}
