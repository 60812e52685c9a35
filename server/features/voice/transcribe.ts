import { Type } from 'typebox';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { defineJob } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { hurryCallMail } from './mail-call.ts';
import { showVoicemail } from './show-in-conversation.ts';
import { findVoicemailOf, lockCall, updateVoicemail } from './store.ts';
import { transcriberFor } from './transcribers.ts';

export const transcribeVoicemail = defineJob({
  name: 'voice.transcribe',
  payload: Type.Object({ companyId: Type.String(), callId: Type.String() }),
  maxAttempts: 3,
});

/** Writes down what a voicemail says, as a draft, and lets its mail go that waited for it. */
export async function writeTranscript(deps: Deps, payload: { companyId: string; callId: string }): Promise<void> {
  const ref = { companyId: payload.companyId as CompanyId, callId: payload.callId }; // enqueued by `keepRecording`
  const voicemail = await findVoicemailOf(deps.db, ref);
  const engine = await transcriberFor(deps);
  if (!voicemail || voicemail.transcript !== null || !engine) return;
  const file = await deps.files.get(voicemail.file);
  const text = file && (await engine.transcribe(file.content));
  await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    if (!call) return;
    if (text) await updateVoicemail(tx, voicemail, { transcript: text.slice(0, 4000), engine: engine.name });
    if (text) await showVoicemail(tx, ref);
    await hurryCallMail(tx, call);
    await tell(tx, { line: call.lineId, topic: 'calls' });
  });
}
