import { and, asc, eq, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { RetentionPart } from '#server/features/company/index.ts';
import { dropEntries } from '#server/features/messages/index.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { removeVoicemailFile } from './remove-voicemail.ts';
import { call, voicemail } from './tables.ts';

/** What a company forgets of its calls after the time it chose. A call that goes on is never too old. Its minutes stay in the ledger: they are billed. */
export const oldCalls: RetentionPart = {
  name: 'calls',
  async count(db, companyId, before) {
    return {
      calls: await db.$count(call, isOld(companyId, before)),
      voicemails: await db.$count(
        voicemail,
        and(eq(voicemail.companyId, companyId), lt(voicemail.at, before), isNull(voicemail.deletedAt)),
      ),
    };
  },
  forget: async (deps, companyId, before, most) => (await forgetSome(deps, companyId, before, most)) === most,
};

const isOld = (companyId: CompanyId, before: Date) =>
  and(eq(call.companyId, companyId), lt(call.at, before), isNotNull(call.endedAt), isNotNull(call.outcome));

function forgetSome(deps: Deps, companyId: CompanyId, before: Date, most: number): Promise<number> {
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const old = await tx
      .select({ id: call.id, lineId: call.lineId })
      .from(call)
      .where(isOld(companyId, before))
      .orderBy(asc(call.id))
      .limit(most)
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
