import { commonErrors, type QueryOf, type ReplyOf } from '#contract/endpoint.ts';
import type { messages } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { lineLimitedUntil } from './daily-limit.ts';
import { findEntry, listReceipts } from './entry-store.ts';
import { findParties } from './parties.ts';
import { presentReceipt, statesShownAs, waitsItsTurn } from './present.ts';

const pageLength = 100;

/** Recipients of a message and what became of each, a page at a time. Throws `request.not_found`. */
export async function readReceipts(
  deps: Deps,
  ref: LineRef,
  id: string,
  query: QueryOf<typeof messages.receipts>,
): Promise<ReplyOf<typeof messages.receipts>> {
  const entry = await findEntry(deps.db, ref, id);
  if (entry?.kind !== 'message' || entry.direction !== 'out') throw new AppError(commonErrors.notFound);
  const limit = query.limit ?? pageLength;
  const rows = await listReceipts(deps.db, ref.companyId, entry.id, {
    states: query.state === undefined ? undefined : statesShownAs(query.state),
    from: query.after === undefined ? 0 : Number(query.after) + 1,
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const limited = page.some(waitsItsTurn) ? await lineLimitedUntil(deps.db, ref, deps.clock.now()) : undefined;
  const { party } = await findParties(
    deps.db,
    ref,
    page.map((row) => row.to),
  );
  return {
    receipts: page.map((row) => presentReceipt(row, party, limited)),
    next: rows.length > limit ? String(page.at(-1)?.place ?? 0) : null,
  };
}
