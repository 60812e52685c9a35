import { and, eq } from 'drizzle-orm';
import type { CompanyId, ScheduledId, ThreadId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { line } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { prepareSend } from './prepare-send.ts';
import type { ScheduledRow } from './schedule-message.ts';
import { jobTime, sendScheduledJob } from './sending-jobs.ts';
import { scheduled } from './tables.ts';
import { writeSend } from './write-send.ts';

/** Sends a text whose time has come, to whoever may get it now. One that cannot go says why, and nothing of it is sent. */
export async function sendScheduled(deps: Deps, payload: { companyId: string; id: string }): Promise<void> {
  const isIt = and(
    eq(scheduled.companyId, payload.companyId as CompanyId), // enqueued with the row
    eq(scheduled.id, payload.id as ScheduledId),
  );
  try {
    await deps.db.transaction((tx) => sendIfDue(tx, deps, isIt));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await deps.db.transaction(async (tx) => {
      const [row] = await tx
        .update(scheduled)
        .set({ state: 'refused', why: error.spec.code })
        .where(and(isIt, eq(scheduled.state, 'waiting')))
        .returning({ lineId: scheduled.lineId });
      if (row) await tell(tx, { line: row.lineId, topic: 'inbox' });
    });
  }
}

async function sendIfDue(tx: Db, deps: Deps, isIt: ReturnType<typeof and>): Promise<void> {
  const [row] = await tx.select().from(scheduled).where(isIt).for('update');
  if (row?.state !== 'waiting') return;
  const now = deps.clock.now();
  // It was moved to a later time, and that job waits.
  if (row.sendAt > now)
    return enqueue(
      tx,
      sendScheduledJob,
      { companyId: row.companyId, id: row.id },
      { runAt: jobTime(deps.clock, row.sendAt), key: `scheduled:${row.id}` },
    );
  const [owner] = await tx
    .select({ roles: line.roles })
    .from(line)
    .where(and(eq(line.companyId, row.companyId), eq(line.id, row.lineId)));
  if (!owner) return;
  const sender = { companyId: row.companyId, lineId: row.lineId, roles: owner.roles };
  const prepared = await prepareSend(tx, deps, sender, draftOf(row), now);
  if (prepared.refusal) throw prepared.refusal;
  const { threadId } = await writeSend(tx, deps, sender, prepared, row.source, now);
  await tx
    .update(scheduled)
    .set({ state: 'sent', threadId: threadId as ThreadId }) // of the thread just written
    .where(isIt);
}

const draftOf = (row: ScheduledRow) => ({
  to: { numbers: row.numbers, groups: row.groupIds },
  text: row.text,
  media: row.mediaIds,
  asLinks: row.asLinks,
});
