import { after } from '#server/platform/clock.ts';
import { insertErrand } from '../errand-store.ts';
import { readFaults } from '../faults.ts';
import type { World } from '../world.ts';
import { type CallRow, type CallStatus, isOver, type RecordingRow } from './call-store.ts';

/** The fields that every webhook about a call bears. */
export function callForm(world: World, call: CallRow): Record<string, string> {
  return {
    ApiVersion: '2010-04-01',
    AccountSid: world.account.sid,
    CallSid: call.sid,
    ...(call.parent_sid === null ? {} : { ParentCallSid: call.parent_sid }),
    From: call.from_number,
    To: call.to_number,
    Caller: call.from_number,
    Called: call.to_number,
    CallStatus: call.status,
    Direction: call.direction,
  };
}

/** Seconds from answer to end, as the carrier bills them; 0 where it was never answered. */
export function secondsOf(call: CallRow, now: Date): number {
  if (call.answered_at === null) return 0;
  return Math.max(1, Math.round(((call.ended_at ?? now).getTime() - call.answered_at.getTime()) / 1000));
}

const eventOf: Readonly<Partial<Record<CallStatus, string>>> = {
  queued: 'initiated',
  ringing: 'ringing',
  'in-progress': 'answered',
};

/** Puts the news of a call's state on its way, where the account asked to be told. */
export async function reportCall(world: World, call: CallRow): Promise<void> {
  if (call.status_callback === '' || !call.status_events.includes(eventOf[call.status] ?? 'completed')) return;
  const faults = await readFaults(world.pool);
  if (faults.dropReceipts) return;
  const now = world.clock.now();
  const seconds = secondsOf(call, now);
  const form = {
    ...callForm(world, call),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(call.sequence),
    Timestamp: now.toUTCString().replace('GMT', '+0000'),
    ...(isOver(call.status) ? { CallDuration: String(seconds), Duration: String(Math.ceil(seconds / 60)) } : {}),
    ...(call.sip_code === null ? {} : { SipResponseCode: String(call.sip_code) }),
  };
  const late = faults.reorderCallbacks && !isOver(call.status) ? 1500 : 0;
  const dueAt = after(now, faults.delayMs + late);
  for (let time = 0; time < (faults.duplicateCallbacks ? 2 : 1); time += 1)
    await insertErrand(world.pool, { kind: 'status', text_sid: call.sid, url: call.status_callback, form, dueAt });
  world.wake();
}

export const recordingUrl = (world: World, base: string, sid: string) =>
  `${base}/2010-04-01/Accounts/${world.account.sid}/Recordings/${sid}`;

/** Tells that a recording is ready, or will never be. */
export async function reportRecording(
  world: World,
  call: CallRow,
  recording: RecordingRow,
  base: string,
): Promise<void> {
  const faults = await readFaults(world.pool);
  if (recording.callback === '' || faults.dropReceipts) return;
  const form = {
    AccountSid: world.account.sid,
    CallSid: call.sid,
    RecordingSid: recording.sid,
    RecordingUrl: recordingUrl(world, base, recording.sid),
    RecordingStatus: recording.status,
    RecordingDuration: String(recordingSeconds(recording)),
    RecordingChannels: '1',
    RecordingSource: 'RecordVerb',
    RecordingStartTime: recording.created_at.toUTCString().replace('GMT', '+0000'),
  };
  for (let time = 0; time < (faults.duplicateCallbacks ? 2 : 1); time += 1)
    await insertErrand(world.pool, {
      kind: 'status',
      text_sid: recording.sid,
      url: recording.callback,
      form,
      dueAt: after(world.clock.now(), faults.delayMs),
    });
  world.wake();
}

export const recordingSeconds = (recording: RecordingRow) => Math.round(recording.bytes / 8000);
