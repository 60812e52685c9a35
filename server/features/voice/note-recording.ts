import { Type } from 'typebox';
import type { CallNews } from '#server/carriers/calls.ts';
import type { Deps } from '#server/deps.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { decideOutcome } from './decide-outcome.ts';
import { type CallRef, insertEvent, lockCall, updateCall } from './store.ts';

/** Fetches a recording from the carrier, and deletes it there. */
export const keepRecording = defineJob({
  name: 'voice.keep-recording',
  payload: Type.Object({ companyId: Type.String(), callId: Type.String(), recordingId: Type.String() }),
  maxAttempts: 12,
});

/** The carrier tells that a recording can be fetched, or that there is none. */
export async function noteRecording(deps: Deps, ref: CallRef, news: CallNews): Promise<void> {
  const { recording } = news;
  if (!recording) return;
  await deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    if (!call) return;
    const key = `recording:${recording.id}:${recording.state}`;
    if (!(await insertEvent(tx, { companyId: call.companyId, callId: call.id, key, news, at: deps.clock.now() })))
      return;
    if (recording.state === 'ready') {
      const payload = { companyId: call.companyId, callId: call.id, recordingId: recording.id };
      return enqueue(tx, keepRecording, payload, { key: `recording:${recording.id}` });
    }
    if (call.recording !== 'promised') return;
    await decideOutcome(tx, deps, await updateCall(tx, call, { recording: recording.state }));
  });
}
