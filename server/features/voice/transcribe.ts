import { Type } from 'typebox';
import { commonErrors } from '#contract/endpoint.ts';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { release, reserve, spend } from '#server/features/plan/index.ts';
import { after, hours } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import { defineJob } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { hurryCallMail } from './mail-call.ts';
import { showVoicemail } from './show-in-conversation.ts';
import { findVoicemailOf, lockCall, updateVoicemail, type VoicemailRow } from './store.ts';
import type { Transcriber } from './transcriber.ts';
import { transcriberFor } from './transcribers.ts';

export const transcribeVoicemail = defineJob({
  name: 'voice.transcribe',
  payload: Type.Object({ companyId: Type.String(), callId: Type.String() }),
  maxAttempts: 3,
});

/**
 * Writes down what a voicemail says, as a draft, and lets its mail go that waited for it. One that is beyond the plan's
 * transcriptions is kept as sound alone; one in which nothing is understood costs none.
 */
export async function writeTranscript(deps: Deps, payload: { companyId: string; callId: string }): Promise<void> {
  const ref = { companyId: payload.companyId as CompanyId, callId: payload.callId }; // enqueued by `keepRecording`
  const voicemail = await findVoicemailOf(deps.db, ref);
  const engine = await transcriberFor(deps);
  if (!voicemail || voicemail.transcript !== null || !engine) return;
  const allowed = await setOneAside(deps, voicemail);
  const text = allowed ? await wordsOf(deps, engine, voicemail) : undefined;
  await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    if (!call) return;
    if (text) {
      await updateVoicemail(tx, voicemail, { transcript: text.slice(0, 4000), engine: engine.name });
      await showVoicemail(tx, ref);
    }
    await hurryCallMail(tx, call);
    await tell(tx, { line: call.lineId, topic: 'calls' });
    if (text) await spend(tx, deps, oneOf(voicemail), [{ units: 1, key: oneOf(voicemail).key, at: deps.clock.now() }]);
    else if (allowed) await release(tx, deps, oneOf(voicemail));
  });
}

const oneOf = ({ companyId, id }: VoicemailRow) =>
  ({ companyId, meter: 'transcriptions', key: `voicemail:${id}` }) as const;

/** False where the plan allows no more of them. */
async function setOneAside(deps: Deps, voicemail: VoicemailRow): Promise<boolean> {
  const until = after(deps.clock.now(), hours(1));
  try {
    await deps.db.transaction((tx) =>
      reserve(tx, deps, { ...oneOf(voicemail), lineId: voicemail.lineId, units: 1, until }),
    );
    return true;
  } catch (error) {
    if (error instanceof AppError && error.spec.code === commonErrors.limitsReached.code) return false;
    throw error;
  }
}

async function wordsOf(deps: Deps, engine: Transcriber, voicemail: VoicemailRow): Promise<string | undefined> {
  const file = await deps.files.get(voicemail.file);
  return file && engine.transcribe(file.content);
}
