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

/** The carrier tells that a recording can be fetched, or that there is none. Answers whether that was news. */
export async function noteRecording(deps: Deps, ref: CallRef, news: CallNews): Promise<boolean> {
  const { recording } = news;
  if (!recording) return false;
  return deps.db.transaction(async (tx) => {
    const call = await lockCall(tx, ref);
    const fetched = { ...ref, recordingId: recording.id };
    if (!call) {
      // Of a call that left with its line or company: what was said is nobody's any more, and is not left at the carrier.
      if (recording.state === 'ready') await enqueue(tx, keepRecording, fetched, { key: `recording:${recording.id}` });
      return false;
    }
    const key = `recording:${recording.id}:${recording.state}`;
    if (!(await insertEvent(tx, { companyId: call.companyId, callId: call.id, key, news, at: deps.clock.now() })))
      return false;
    if (recording.state === 'ready') await enqueue(tx, keepRecording, fetched, { key: `recording:${recording.id}` });
    else if (call.recording === 'promised')
      await decideOutcome(tx, deps, await updateCall(tx, call, { recording: recording.state }));
    return true;
  });
}
