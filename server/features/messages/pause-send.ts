import { and, eq, gt, sql } from 'drizzle-orm';
import { commonErrors } from '#contract/endpoint.ts';
import { messageErrors as m, type Sending } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { release } from '#server/features/plan/index.ts';
import { after, days } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { lineLimitedUntil } from './daily-limit.ts';
import { countReceipts, type EntryRow, findEntry } from './entry-store.ts';
import { reservationKey } from './meter-keys.ts';
import { countsOf } from './present.ts';
import { wakeSending } from './sending-jobs.ts';
import { receipt, threadEntry } from './tables.ts';

/** Holds a send: who has not been texted yet waits. Throws `request.not_found`, `messages.not_sending`. */
export const pauseSend = (deps: Deps, ref: LineRef, id: string): Promise<Sending> =>
  turn(deps, ref, id, ['sending'], async (tx, entry) => {
    await setState(tx, entry, 'paused');
    await tx
      .update(receipt)
      .set({ state: 'held' })
      .where(and(isOf(entry), sql`${receipt.state} in ('queued', 'quiet')`));
  });

/** Goes on. Throws as `pauseSend`. */
export const resumeSend = (deps: Deps, ref: LineRef, id: string): Promise<Sending> =>
  turn(deps, ref, id, ['paused'], async (tx, entry) => {
    await setState(tx, entry, 'sending');
    const now = deps.clock.now().toISOString();
    const freed = await tx
      .update(receipt)
      .set({ state: sql`case when ${receipt.notBefore} > ${now}::timestamptz then 'quiet' else 'queued' end` })
      .where(and(isOf(entry), eq(receipt.state, 'held')))
      .returning({ from: receipt.from });
    const [first] = freed;
    if (first) await wakeSending(tx, first.from, 'many');
  });

/** Stops for good; what was set aside for those who are not texted is given back. Throws as `pauseSend`. */
export const stopSend = (deps: Deps, ref: LineRef, id: string): Promise<Sending> =>
  turn(deps, ref, id, ['sending', 'paused'], async (tx, entry) => {
    await tx
      .update(receipt)
      .set({ state: 'stopped', at: deps.clock.now() })
      .where(and(isOf(entry), sql`${receipt.state} in ('queued', 'quiet', 'held')`));
    await setState(tx, entry, 'stopped');
    const [underWay] = await tx
      .select({ to: receipt.to })
      .from(receipt)
      .where(and(isOf(entry), sql`${receipt.state} in ('trying', 'unknown')`))
      .limit(1);
    // What is being handed over this moment is still paid from it; then it comes back by itself.
    if (!underWay)
      await release(tx, deps, { companyId: ref.companyId, meter: 'messages', key: reservationKey(entry.id) });
  });

const isOf = (entry: EntryRow) => and(eq(receipt.companyId, entry.companyId), eq(receipt.messageId, entry.id));

async function setState(tx: Db, entry: EntryRow, sendState: NonNullable<EntryRow['sendState']>): Promise<void> {
  await tx
    .update(threadEntry)
    .set({ sendState })
    .where(and(eq(threadEntry.companyId, entry.companyId), eq(threadEntry.id, entry.id)));
}

function turn(
  deps: Deps,
  ref: LineRef,
  id: string,
  from: readonly string[],
  act: (tx: Db, entry: EntryRow) => Promise<void>,
): Promise<Sending> {
  return deps.db.transaction(async (tx) => {
    const found = await findEntry(tx, ref, id);
    if (found?.kind !== 'message' || found.direction !== 'out') throw new AppError(commonErrors.notFound);
    // Locked: of "stop" and "go on" pressed at once, the second sees what the first did.
    const [entry] = await tx
      .select()
      .from(threadEntry)
      .where(and(eq(threadEntry.companyId, ref.companyId), eq(threadEntry.id, found.id)))
      .for('update');
    if (!entry || !from.includes(entry.sendState ?? 'done')) throw new AppError(m.notSending);
    await act(tx, entry);
    await tell(tx, { line: ref.lineId, topic: 'inbox' });
    return progressOf(tx, deps, ref, id);
  });
}

/** How far a send is. Throws `request.not_found`. */
export const readProgress = (deps: Deps, ref: LineRef, id: string): Promise<Sending> =>
  progressOf(deps.db, deps, ref, id);

async function progressOf(db: Db, deps: Pick<Deps, 'clock' | 'config'>, ref: LineRef, id: string): Promise<Sending> {
  const entry = await findEntry(db, ref, id);
  if (entry?.kind !== 'message' || entry.direction !== 'out') throw new AppError(commonErrors.notFound);
  const [one] = await present(db, deps, ref, [entry]);
  if (!one) throw new Error('a send that was there is not');
  return one;
}

/** Sends to many that are under way, or began within a day. */
export async function listSending(deps: Deps, ref: LineRef): Promise<Sending[]> {
  const rows = await deps.db
    .select()
    .from(threadEntry)
    .where(
      and(
        eq(threadEntry.companyId, ref.companyId),
        eq(threadEntry.lineId, ref.lineId),
        gt(threadEntry.recipients, 1),
        sql`(${threadEntry.at} > ${after(deps.clock.now(), -days(1)).toISOString()}::timestamptz or ${threadEntry.sendState} in ('sending', 'paused'))`,
        sql`${threadEntry.deletedAt} is null`,
      ),
    )
    .orderBy(sql`${threadEntry.id} desc`)
    .limit(20);
  return present(deps.db, deps, ref, rows);
}

async function present(
  db: Db,
  { clock, config }: Pick<Deps, 'clock' | 'config'>,
  ref: LineRef,
  rows: readonly EntryRow[],
): Promise<Sending[]> {
  const counts = Map.groupBy(
    await countReceipts(
      db,
      ref.companyId,
      rows.map((row) => row.id),
    ),
    (one) => one.messageId as string,
  );
  const until = counts.size > 0 ? await lineLimitedUntil(db, ref, clock.now()) : undefined;
  return rows.map((row) => {
    const mine = counts.get(row.id) ?? [];
    const waiting = mine.find((one) => one.state === 'queued')?.n ?? 0;
    return {
      id: row.id,
      threadId: row.threadId,
      text: row.text,
      state: row.sendState ?? 'done',
      counts: countsOf(row.recipients, mine),
      quiet: mine.find((one) => one.state === 'quiet')?.n ?? 0,
      limited:
        until && waiting > 0 ? { recipients: waiting, perDay: config.textsPerDay, until: until.toISOString() } : null,
      at: row.at.toISOString(),
    };
  });
}
