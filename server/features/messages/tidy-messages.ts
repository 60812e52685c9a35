import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { forgetEvents } from '#server/features/identity/index.ts';
import { after, days } from '#server/platform/clock.ts';
import { mediaFile } from './keep-file.ts';
import { endingOf, isMediaType } from './kinds-of-media.ts';
import { lookUpLater, wakeSending } from './sending-jobs.ts';
import { media, sendRequest } from './tables.ts';

/** Files that were uploaded and never sent are kept a day, what the carrier told a week, idempotency keys two days. */
export async function tidyMessages(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  await forgetEvents(deps.db, after(now, -days(7)));
  await deps.db.delete(sendRequest).where(lt(sendRequest.at, after(now, -days(2))));
  await wakeForgotten(deps);
  const loose = await deps.db
    .delete(media)
    .where(and(isNull(media.entryId), lt(media.createdAt, after(now, -days(1))), eq(media.state, 'ready')))
    .returning({ key: media.key, contentType: media.contentType });
  for (const one of loose)
    if (isMediaType(one.contentType)) await deps.files.remove(mediaFile(one.key, endingOf(one.contentType)));
}

/** Whatever became of their jobs: numbers with texts that wait are woken, texts whose fate is not known are looked up. */
async function wakeForgotten(deps: Deps): Promise<void> {
  const { rows } = await deps.db.execute<{ number: string; state: string }>(
    sql`select distinct from_number as number, 'queued' as state from receipt where state in ('queued', 'trying')
        union select distinct from_number, 'unknown' from receipt where state = 'unknown' limit 1000`,
  );
  await deps.db.transaction(async (tx) => {
    for (const { number, state } of rows) {
      const from = number as PhoneNumber; // of a receipt
      if (state === 'queued') await wakeSending(tx, from, 'many');
      else await lookUpLater(tx, from, deps.clock);
    }
  });
}
