import { voiceErrors as e } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { showVoicemail } from './show-in-conversation.ts';
import { findVoicemail, updateVoicemail } from './store.ts';

/** Marks a voicemail heard, or not. Answers its call's id. Throws `voice.unknown_voicemail`. */
export function markHeard(deps: Deps, caller: LineRef, id: string, heard: boolean): Promise<string> {
  return deps.db.transaction(async (tx) => {
    const voicemail = await findVoicemail(tx, caller.companyId, caller.lineId, id);
    if (!voicemail) throw new AppError(e.unknownVoicemail);
    if ((voicemail.heardAt !== null) !== heard) {
      await updateVoicemail(tx, voicemail, { heardAt: heard ? deps.clock.now() : null });
      await showVoicemail(tx, voicemail);
      await tell(tx, { line: caller.lineId, topic: 'calls' });
    }
    return voicemail.callId;
  });
}
