import { and, eq, ne, sql } from 'drizzle-orm';
import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { forgetLine, type LineRef, line, record, servedNumber, withLine } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { releaseNumber } from './job-kinds.ts';
import type { LinePart } from './line-part.ts';
import { findActiveLine, findRemoval } from './store.ts';
import { lineRemoval } from './tables.ts';
import { lockCompany } from './with-company.ts';

/**
 * Ends a removed line once its seven days are over. Each step is one transaction that can be done twice, so a crash between
 * two of them costs nothing: the job comes back and goes on.
 */
export async function endLine(
  deps: Deps,
  parts: readonly LinePart[],
  payload: { companyId: string; lineId: string },
): Promise<void> {
  const ref = { companyId: payload.companyId as CompanyId, lineId: payload.lineId as LineId }; // enqueued by `removeLine`
  const removal = await claim(deps, ref);
  if (!removal) return;
  const heir = removal.threadsTo === null ? undefined : await findActiveLine(deps.db, ref.companyId, removal.threadsTo);
  for (const part of parts) {
    await deps.db.transaction(async (tx) => {
      if (heir) await part.handOver?.(tx, deps, ref, heir.id);
      await part.remove(tx, deps, ref);
    });
  }
  await deps.db.transaction(async (tx) => {
    await lockCompany(tx, ref.companyId);
    await settleNumber(tx, deps, ref, removal);
    const picture = await forgetLine(tx, ref, deps.clock.now());
    await tx.update(lineRemoval).set({ state: 'gone' }).where(of(ref));
    await record(
      tx,
      deps,
      {
        ...ref,
        lineId: removal.removedBy,
        about: ref.lineId,
        origin: { ip: 'this server', userAgent: '' },
        proof: 'seven days passed',
      },
      'line.gone',
    );
    await tell(tx, { company: ref.companyId, topic: 'lines' });
    if (picture !== null) await deps.files.remove(`pictures/${picture}/`);
  });
}

/** From here on the line cannot be brought back. Undefined where that was done, or the job came for nothing. */
function claim(deps: Deps, ref: LineRef) {
  return withLine(deps.db, ref, async (tx) => {
    const removal = await findRemoval(tx, ref.companyId, ref.lineId);
    if (!removal || removal.state === 'gone' || removal.goneAt > deps.clock.now()) return undefined;
    await tx.update(lineRemoval).set({ state: 'ending' }).where(of(ref));
    return removal;
  });
}

async function settleNumber(tx: Db, deps: Deps, ref: LineRef, removal: typeof lineRemoval.$inferSelect): Promise<void> {
  const [left] = await tx
    .select({ number: line.number })
    .from(line)
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
  const number = left?.number;
  if (!number) return;
  await tx
    .update(line)
    .set({ number: null })
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
  if (removal.number === 'move' && removal.numberTo !== null) {
    await tx
      .update(line)
      .set({ number })
      .where(and(eq(line.companyId, ref.companyId), eq(line.id, removal.numberTo), ne(line.id, ref.lineId)));
    await tell(tx, { line: removal.numberTo, topic: 'me' });
    await tell(tx, { line: removal.numberTo, topic: 'settings' });
  }
  if (removal.number === 'release') {
    await tx
      .update(servedNumber)
      .set({ releasedAt: deps.clock.now() })
      .where(and(eq(servedNumber.number, number), sql`${servedNumber.releasedAt} is null`));
    await enqueue(tx, releaseNumber, { number });
  }
}

const of = (ref: LineRef) => and(eq(lineRemoval.companyId, ref.companyId), eq(lineRemoval.lineId, ref.lineId));
