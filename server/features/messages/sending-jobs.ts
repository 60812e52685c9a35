import { Type } from 'typebox';
import type { CompanyId, EntryId, PhoneNumber } from '#contract/ids.ts';
import { after, type Clock, seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';

export const sendTexts = defineJob({ name: 'messages.send', payload: Type.Object({ from: Type.String() }) });
export const wakeTexts = defineJob({
  name: 'messages.wake',
  payload: Type.Object({ companyId: Type.String(), messageId: Type.String() }),
});
export const lookUpTexts = defineJob({ name: 'messages.look-up', payload: Type.Object({ from: Type.String() }) });
export const sendScheduledJob = defineJob({
  name: 'messages.send-scheduled',
  payload: Type.Object({ companyId: Type.String(), id: Type.String() }),
});

/** Has what waits with a number handed over. A text to one goes before sends to many of all other numbers too. */
export const wakeSending = (tx: Db, from: PhoneNumber, to: 'one' | 'many', runAt?: Date): Promise<void> =>
  enqueue(
    tx,
    sendTexts,
    { from },
    { key: `send:${from}:${to}`, priority: to === 'one' ? 0 : 10, ...(runAt && { runAt, keepRunAt: true }) },
  );

/** Has texts that are held for quiet hours queued when day comes where they go. */
export async function wakeQuiet(
  tx: Db,
  clock: Clock,
  of: { readonly companyId: CompanyId; readonly messageId: EntryId },
  times: readonly Date[],
): Promise<void> {
  for (const time of new Set(times.map((one) => one.getTime())))
    await enqueue(
      tx,
      wakeTexts,
      { companyId: of.companyId, messageId: of.messageId },
      { runAt: jobTime(clock, new Date(time)), key: `wake:${of.messageId}:${time}` },
    );
}

/** Has texts whose fate is not known looked for at the carrier in a while: it may be slow to list what it took. */
export const lookUpLater = (tx: Db, from: PhoneNumber, clock: Clock): Promise<void> =>
  enqueue(
    tx,
    lookUpTexts,
    { from },
    { runAt: jobTime(clock, after(clock.now(), seconds(30))), key: `look-up:${from}`, keepRunAt: true },
  );

/**
 * A moment of ours as the job table's clock will have it, which is the database's. A job that comes before its time by our clock
 * has itself called again.
 */
export const jobTime = (clock: Clock, at: Date): Date =>
  new Date(Date.now() + Math.max(0, at.getTime() - clock.now().getTime()));
