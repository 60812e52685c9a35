import { commonErrors, type QueryOf, type ReplyOf } from '#contract/endpoint.ts';
import type { EntryId } from '#contract/ids.ts';
import type { inbox } from '#contract/inbox.ts';
import type { Entry } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Clock } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { lineLimitedUntil } from './daily-limit.ts';
import { countReceipts, type EntryRow, listEntries, listMedia, listOnly } from './entry-store.ts';
import { findParties } from './parties.ts';
import { presentEntry, waitsItsTurn } from './present.ts';
import { findThread } from './thread-store.ts';

const pageLength = 50;

/** A window of a conversation, oldest entry first. Throws `request.not_found`. */
export async function readEntries(
  deps: Deps,
  ref: LineRef,
  threadId: string,
  query: QueryOf<typeof inbox.entries>,
): Promise<ReplyOf<typeof inbox.entries>> {
  const found = await findThread(deps.db, ref, threadId);
  if (!found) throw new AppError(commonErrors.notFound);
  const limit = query.limit ?? pageLength;
  const side = (from: { before?: string; after?: string }, most: number) =>
    listEntries(deps.db, ref.companyId, found.id, { ...from, limit: most + 1 });
  const { after, before, around } = query;
  if (after !== undefined) {
    const rows = await side({ after }, limit);
    const entries = await presentEntries(deps.db, deps.clock, ref, rows.slice(0, limit));
    return { entries, older: true, newer: rows.length > limit };
  }
  if (around !== undefined) {
    const half = Math.ceil(limit / 2);
    // The entry itself is the last of those before its successor.
    const older = await side({ before: (BigInt(around) + 1n).toString() }, half);
    const newer = await side({ after: around }, half);
    const rows = [...older.slice(0, half).reverse(), ...newer.slice(0, half)];
    return {
      entries: await presentEntries(deps.db, deps.clock, ref, rows),
      older: older.length > half,
      newer: newer.length > half,
    };
  }
  const rows = await side(before === undefined ? {} : { before }, limit);
  const entries = await presentEntries(deps.db, deps.clock, ref, rows.slice(0, limit).reverse());
  return { entries, older: rows.length > limit, newer: before !== undefined };
}

export async function presentEntries(db: Db, clock: Clock, ref: LineRef, rows: readonly EntryRow[]): Promise<Entry[]> {
  const sent = rows.filter((row) => row.kind === 'message' && row.direction === 'out');
  const idsOf = (some: readonly EntryRow[]): EntryId[] => some.map((row) => row.id);
  const single = sent.filter((row) => row.recipients === 1);
  const many = sent.filter((row) => row.recipients > 1);
  const only = await listOnly(db, ref.companyId, idsOf(single));
  const counts = await countReceipts(db, ref.companyId, idsOf(many));
  const media = await listMedia(
    db,
    ref.companyId,
    rows.flatMap((row) => row.mediaIds),
  );
  const { party } = await findParties(db, ref, [
    ...rows.flatMap((row) => (row.sender === null ? [] : [row.sender])),
    ...only.map((one) => one.to),
  ]);
  const parts = {
    party,
    media: new Map(media.map((one) => [one.id as string, one])),
    counts: Map.groupBy(counts, (one) => one.messageId as string),
    limited: only.some(waitsItsTurn) ? await lineLimitedUntil(db, ref, clock.now()) : undefined,
    only: new Map(only.map((one) => [one.messageId as string, one])),
  };
  return rows.map((row) => presentEntry(row, parts));
}
