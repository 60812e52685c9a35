import { Type } from 'typebox';
import { voiceErrors as e } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { showVoicemail } from './show-in-conversation.ts';
import { findVoicemail, updateVoicemail } from './store.ts';

/** Deletes the file of a voicemail that is no more. */
export const removeVoicemailFile = defineJob({
  name: 'voice.remove-voicemail-file',
  payload: Type.Object({ file: Type.String() }),
});

/** Deletes a voicemail with its recording and transcript. Answers its call's id. Throws `voice.unknown_voicemail`. */
export function removeVoicemail(deps: Deps, caller: LineRef, id: string): Promise<string> {
  return deps.db.transaction(async (tx) => {
    const voicemail = await findVoicemail(tx, caller.companyId, caller.lineId, id);
    if (!voicemail) throw new AppError(e.unknownVoicemail);
    const gone = { deletedAt: deps.clock.now(), transcript: null };
    await updateVoicemail(tx, voicemail, gone);
    await showVoicemail(tx, voicemail, { ...voicemail, ...gone });
    await enqueue(tx, removeVoicemailFile, { file: voicemail.file });
    await tell(tx, { line: caller.lineId, topic: 'calls' });
    return voicemail.callId;
  });
}
