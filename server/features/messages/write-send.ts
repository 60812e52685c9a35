import { and, eq, inArray } from 'drizzle-orm';
import type { EntryId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { reserve } from '#server/features/plan/index.ts';
import { after, days } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { reservationKey } from './meter-keys.ts';
import { openThread } from './open-thread.ts';
import { isToMany, mostSegments, type PreparedSend } from './prepare-send.ts';
import { insertReceipts } from './receipt-store.ts';
import { wakeQuiet, wakeSending } from './sending-jobs.ts';
import { insertShortLinks } from './short-links.ts';
import { media, threadEntry } from './tables.ts';

/** Writes down a send that was prepared: message, receipts, what is set aside for it, and the job. Throws `plan.limits_reached`. */
export async function writeSend(
  tx: Db,
  deps: Deps,
  ref: LineRef,
  prepared: PreparedSend,
  source: 'app' | 'api' | 'auto' | 'cell' | 'system',
  at: Date,
  isHidden = false,
): Promise<{ messageId: EntryId; threadId: string }> {
  const { addressees, chosen, from, text } = prepared;
  const messageId = newId<EntryId>();
  const isBulk = isToMany(prepared);
  const newest = { kind: 'message', direction: 'out', text, at, entryId: messageId, unread: 0 } as const;
  const open = await openThread(tx, ref, { numbers: chosen.singles, groupIds: chosen.groupIds, isHidden }, newest);
  const mediaIds = prepared.media.map((one) => one.id);
  await tx.insert(threadEntry).values({
    companyId: ref.companyId,
    id: messageId,
    lineId: ref.lineId,
    threadId: open.id,
    kind: 'message',
    direction: 'out',
    at,
    text,
    segments: mostSegments(addressees),
    source,
    sendState: 'sending',
    recipients: addressees.length,
    mediaIds,
  });
  if (mediaIds.length > 0)
    await tx
      .update(media)
      .set({ entryId: messageId })
      .where(and(eq(media.companyId, ref.companyId), inArray(media.id, mediaIds)));
  await insertShortLinks(tx, ref, prepared.hiddenLinks, at);
  await insertReceipts(tx, { ...ref, messageId, from, lane: isBulk ? 1 : 0, at }, addressees);
  await wakeSending(tx, from, isBulk ? 'many' : 'one');
  await wakeQuiet(
    tx,
    deps.clock,
    { companyId: ref.companyId, messageId },
    addressees.flatMap(({ notBefore }) => notBefore ?? []),
  );
  await tell(tx, { line: ref.lineId, topic: 'inbox' });
  if (source !== 'system')
    await reserve(tx, deps, {
      companyId: ref.companyId,
      lineId: ref.lineId,
      meter: 'messages',
      key: reservationKey(messageId),
      units: prepared.segments,
      until: after(at, days(3)),
    });
  return { messageId, threadId: open.id };
}
