import { sql } from 'drizzle-orm';
import { type Static, Type } from 'typebox';
import type { CompanyId, EntryId } from '#contract/ids.ts';
import { CarrierDownError, type TextNews } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import { after, days, hours } from '#server/platform/clock.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { moveReceipts } from './apply-receipts.ts';

const Place = Type.Object({ at: Type.String(), messageId: Type.String(), to: Type.String() });

/** `after`: where the last run stopped; absent at the beginning of a night. */
export const askAfterReceiptsJob = defineJob({
  name: 'messages.ask-after-receipts',
  payload: Type.Object({ after: Type.Optional(Place) }),
});

/** A receipt that is younger may yet come by itself; for an older text no carrier has anything new to say. */
const youngest = hours(4);
const oldest = days(4);
const atOnce = 200;
const sideBySide = 10;

interface Row extends Record<string, unknown> {
  readonly company_id: CompanyId;
  readonly message_id: EntryId;
  readonly to_number: string;
  readonly carrier_id: string;
  readonly at: Date | string;
}

/** Asks the carrier about texts it took and never reported on, some hundreds at a time. States move forwards, as by a receipt. */
export async function askAfterReceipts(deps: Deps, from: Static<typeof Place> | undefined): Promise<void> {
  const now = deps.clock.now();
  const place = from ?? { at: after(now, -oldest).toISOString(), messageId: '0', to: '' };
  const { rows } = await deps.db.execute<Row>(sql`
    select company_id, message_id, to_number, carrier_id, at from receipt
    where state = 'sent' and carrier_id is not null and at < ${after(now, -youngest).toISOString()}::timestamptz
      and (at, message_id, to_number) > (${place.at}::timestamptz, ${place.messageId}::bigint, ${place.to})
    order by at, message_id, to_number limit ${atOnce}`);
  const news = await askAll(deps, rows);
  await deps.db.transaction(async (tx) => {
    await moveReceipts(
      tx,
      news.map((one) => ({ carrierId: one.carrierId, status: one.status, failure: one.failure })),
      now,
    );
    const last = rows.at(-1);
    if (rows.length === atOnce && last)
      await enqueue(tx, askAfterReceiptsJob, {
        after: { at: new Date(last.at).toISOString(), messageId: last.message_id, to: last.to_number },
      });
  });
  if (rows.length > 0)
    deps.log.info({ asked: rows.length, known: news.length }, 'texts without a receipt were asked after');
}

async function askAll(deps: Deps, rows: readonly Row[]): Promise<(TextNews & { carrierId: string })[]> {
  const found: (TextNews & { carrierId: string })[] = [];
  const waiting = [...rows];
  const hands = Array.from({ length: sideBySide }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const news = await deps.carrier.findText(next.carrier_id).catch((error: unknown) => {
        // Of one text it cannot say; the next night asks again.
        if (error instanceof CarrierDownError) return undefined;
        throw error;
      });
      if (news) found.push({ ...news, carrierId: next.carrier_id });
    }
  });
  await Promise.all(hands);
  return found;
}
