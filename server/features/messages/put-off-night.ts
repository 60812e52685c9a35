import { and, eq, inArray } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { notBeforeFor } from './quiet-hours.ts';
import type { Claimed } from './receipt-store.ts';
import { wakeQuiet } from './sending-jobs.ts';
import { thread, threadEntry } from './tables.ts';

/**
 * Of texts whose turn it is, those that may go now. A send to a group that began by day may last into the night, or be gone on
 * with at night: what goes where it is night by now waits for morning there.
 */
export async function putOffNight(
  tx: Db,
  deps: Pick<Deps, 'clock'>,
  claimed: readonly Claimed[],
  timeZone: string,
): Promise<Claimed[]> {
  const now = deps.clock.now();
  const judged = claimed.map((of) => ({ of, notBefore: of.lane === 0 ? null : notBeforeFor(of.to, now, timeZone) }));
  const late = judged.flatMap(({ of, notBefore }) => (notBefore === null ? [] : [{ of, notBefore }]));
  if (late.length === 0) return [...claimed];
  const toGroups = await listToGroups(
    tx,
    late.map((one) => one.of),
  );
  const asleep = late.filter((one) => toGroups.has(one.of.messageId));
  await putOff(tx, [
    asleep.map(({ of }) => of.companyId),
    asleep.map(({ of }) => of.messageId),
    asleep.map(({ of }) => of.to),
    asleep.map((one) => one.notBefore),
  ]);
  for (const [messageId, mine] of Map.groupBy(asleep, (one) => one.of.messageId)) {
    const [first] = mine;
    if (first)
      await wakeQuiet(
        tx,
        deps.clock,
        { companyId: first.of.companyId, messageId },
        mine.map((one) => one.notBefore),
      );
  }
  const put = new Set(asleep.map((one) => one.of));
  return claimed.filter((of) => !put.has(of));
}

async function listToGroups(tx: Db, claimed: readonly Claimed[]): Promise<Set<string>> {
  const [first] = claimed;
  if (!first) return new Set();
  const rows = await tx
    .select({ id: threadEntry.id })
    .from(threadEntry)
    .innerJoin(thread, and(eq(thread.companyId, threadEntry.companyId), eq(thread.id, threadEntry.threadId)))
    .where(
      and(
        // A number is one line's.
        eq(threadEntry.companyId, first.companyId),
        inArray(threadEntry.id, [...new Set(claimed.map((one) => one.messageId))]),
        eq(thread.kind, 'group'),
      ),
    );
  return new Set(rows.map((row) => row.id));
}

const putOff = statement(
  'put_off_receipts',
  `update receipt r set state = 'quiet', not_before = s.not_before, tried_at = null
   from unnest($1::bigint[], $2::bigint[], $3::text[], $4::timestamptz[]) as s(company_id, message_id, to_number, not_before)
   where r.company_id = s.company_id and r.message_id = s.message_id and r.to_number = s.to_number and r.state = 'trying'`,
);
