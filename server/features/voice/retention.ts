import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { Type } from 'typebox';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { company } from '#server/features/identity/index.ts';
import { dropEntries } from '#server/features/messages/index.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { removeVoicemailFile } from './remove-voicemail.ts';
import { call, voicemail } from './tables.ts';

/** Deletes the calls and voicemails that a company wants to keep no longer. */
export const dropOldCalls = defineJob({ name: 'voice.drop-old-calls', payload: Type.Object({}) });

/** So many at a time: no transaction holds the calls of a company for long. */
const batch = 500;

export async function forgetOldCalls(deps: Deps): Promise<void> {
  const keeping = await deps.db
    .select({ id: company.id, months: company.retentionMonths })
    .from(company)
    .where(isNotNull(company.retentionMonths));
  for (const { id, months } of keeping) while ((await forgetSome(deps, id, months ?? 0)) === batch);
}

/** A call that goes on is never too old. Its minutes stay in the ledger: they are billed. */
function forgetSome(deps: Deps, companyId: CompanyId, months: number): Promise<number> {
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const old = await tx
      .select({ id: call.id, lineId: call.lineId })
      .from(call)
      .where(
        and(
          eq(call.companyId, companyId),
          sql`${call.at} < ${now.toISOString()}::timestamptz - make_interval(months => ${months})`,
          isNotNull(call.endedAt),
          isNotNull(call.outcome),
        ),
      )
      .orderBy(asc(call.id))
      .limit(batch)
      .for('update');
    if (old.length === 0) return 0;
    const ids = old.map(({ id }) => id);
    const left = await tx
      .delete(voicemail)
      .where(and(eq(voicemail.companyId, companyId), inArray(voicemail.callId, ids)))
      .returning({ id: voicemail.id, file: voicemail.file });
    // Legs and the carrier's news go with their calls.
    await tx.delete(call).where(and(eq(call.companyId, companyId), inArray(call.id, ids)));
    await dropEntries(tx, companyId, 'call', ids, now);
    await dropEntries(
      tx,
      companyId,
      'voicemail',
      left.map(({ id }) => id),
      now,
    );
    for (const { file } of left) await enqueue(tx, removeVoicemailFile, { file });
    for (const line of new Set(old.map(({ lineId }) => lineId))) await tell(tx, { line, topic: 'calls' });
    return old.length;
  });
}
