import { and, eq, isNull, lt } from 'drizzle-orm';
import { Type } from 'typebox';
import type { Deps } from '#server/deps.ts';
import { after, days } from '#server/platform/clock.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { removeVoicemailFile } from './remove-voicemail.ts';
import { voicemail, voicemailRetention } from './tables.ts';

/** Deletes the voicemails that a company wants to keep no longer. */
export const dropOldVoicemails = defineJob({ name: 'voice.drop-old-voicemails', payload: Type.Object({}) });

export async function forgetOldVoicemails(deps: Deps): Promise<void> {
  for (const { companyId, days: kept } of await deps.db.select().from(voicemailRetention)) {
    const before = after(deps.clock.now(), -days(kept));
    await deps.db.transaction(async (tx) => {
      const gone = await tx
        .update(voicemail)
        .set({ deletedAt: deps.clock.now(), transcript: null })
        .where(and(eq(voicemail.companyId, companyId), lt(voicemail.at, before), isNull(voicemail.deletedAt)))
        .returning({ file: voicemail.file });
      for (const { file } of gone) await enqueue(tx, removeVoicemailFile, { file });
    });
  }
}
