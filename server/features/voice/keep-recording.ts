import type { CompanyId } from '#contract/ids.ts';
import { peaksOf, speechMs } from '#contract/loudness.ts';
import { sampleRate } from '#contract/mu-law.ts';
import { readWav, toTelephone, WavError, writeWav } from '#contract/wav.ts';
import type { Deps } from '#server/deps.ts';
import { newId } from '#server/platform/ids.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { newToken } from '#server/platform/secrets.ts';
import { mp3Of } from '#server/platform/sound/mp3.ts';
import { decideOutcome } from './decide-outcome.ts';
import { showVoicemail } from './show-in-conversation.ts';
import { findCall, insertVoicemail, lockCall, updateCall } from './store.ts';
import type { RecordingState } from './tables.ts';
import { transcribeVoicemail } from './transcribe.ts';

const leastSpeechMs = 2000;

/**
 * Takes a recording over from the carrier: stored here first, then deleted there. Less than two seconds of speech is nothing, and
 * one of a call that is gone is only deleted.
 */
export async function takeRecording(
  deps: Deps,
  payload: { companyId: string; callId: string; recordingId: string },
): Promise<void> {
  const ref = { companyId: payload.companyId as CompanyId, callId: payload.callId }; // enqueued by `noteRecording`
  const call = await findCall(deps.db, ref);
  if (call && call.recordingId === null) {
    const samples = await fetchSamples(deps, payload.recordingId);
    if (samples === undefined) return settle(deps, ref, 'failed');
    if (speechMs(samples) < leastSpeechMs) await settle(deps, ref, 'short');
    else await keep(deps, ref, payload.recordingId, samples);
  }
  await deps.carrier.deleteRecording(payload.recordingId);
}

/** The recording's samples; undefined when the carrier has none, or what it has is no sound. */
async function fetchSamples(deps: Deps, recordingId: string): Promise<Int16Array | undefined> {
  const file = await deps.carrier.fetchRecording(recordingId);
  if (!file) return undefined;
  try {
    return toTelephone(readWav(file));
  } catch (error) {
    if (!(error instanceof WavError)) throw error;
    deps.log.warn({ fault: error.fault }, 'the carrier gave a recording that is no sound');
    return undefined;
  }
}

async function settle(deps: Deps, ref: { companyId: CompanyId; callId: string }, state: RecordingState): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    if (call && call.recording === 'promised')
      await decideOutcome(tx, deps, await updateCall(tx, call, { recording: state }));
  });
}

async function keep(
  deps: Deps,
  ref: { companyId: CompanyId; callId: string },
  recordingId: string,
  samples: Int16Array,
): Promise<void> {
  const folder = `voicemails/${newToken(16)}`;
  const files = await store(deps, folder, samples);
  const kept = await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    // An outcome that was decided stays, and so does the voicemail: it came after its minute, but it came.
    if (!call || call.recordingId !== null) return false;
    const id = newId();
    await insertVoicemail(tx, {
      companyId: call.companyId,
      id,
      lineId: call.lineId,
      callId: call.id,
      ...files,
      seconds: Math.round((samples.length / sampleRate) * 10) / 10,
      peaks: peaksOf(samples),
      at: deps.clock.now(),
    });
    const ready = await updateCall(tx, call, { recording: 'ready', recordingId });
    const wanted = call.steps.some((step) => step.step === 'record' && step.transcribe);
    if (wanted) await enqueue(tx, transcribeVoicemail, { companyId: call.companyId, callId: call.id });
    if (ready.outcome !== null) await showVoicemail(tx, ref);
    await decideOutcome(tx, deps, ready);
    return true;
  });
  if (!kept) await deps.files.remove(`${folder}/`);
}

/** A try that finds the disk full leaves nothing: the next one makes files of its own. */
async function store(deps: Deps, folder: string, samples: Int16Array): Promise<{ file: string; mp3: string | null }> {
  const file = `${folder}/voicemail.wav`;
  try {
    await deps.files.put(file, writeWav(samples), 'audio/wav');
    return { file, mp3: await keepMp3(deps, `${folder}/voicemail.mp3`, samples) };
  } catch (error) {
    await deps.files.remove(`${folder}/`);
    throw error;
  }
}

/** The voicemail as mp3; null where there is no encoder or it fails, which costs nobody the voicemail. */
async function keepMp3(deps: Deps, key: string, samples: Int16Array): Promise<string | null> {
  const mp3 = await mp3Of(samples).catch((error: unknown) => {
    deps.log.warn({ err: error }, 'a voicemail could not be made an mp3');
    return undefined;
  });
  if (mp3 === undefined) return null;
  await deps.files.put(key, mp3, 'audio/mpeg');
  return key;
}
