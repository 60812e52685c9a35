import type { HandsetCall, PastCall } from '#contract/simulator-calls.ts';
import { wireDate } from '../present.ts';
import { recordingSeconds, secondsOf } from './call-form.ts';
import type { CallRow, RecordingRow } from './call-store.ts';
import type { HandsetCall as Active } from './handsets.ts';

/** A call as Twilio's API shows it. */
export function wireCall(account: string, call: CallRow, now: Date) {
  const path = `/2010-04-01/Accounts/${account}/Calls/${call.sid}`;
  return {
    sid: call.sid,
    account_sid: account,
    parent_call_sid: call.parent_sid,
    api_version: '2010-04-01',
    direction: call.direction,
    from: call.from_number,
    from_formatted: call.from_number,
    to: call.to_number,
    to_formatted: call.to_number,
    status: call.status,
    duration: call.ended_at === null ? null : String(secondsOf(call, now)),
    start_time: call.answered_at && wireDate(call.answered_at),
    end_time: call.ended_at && wireDate(call.ended_at),
    date_created: wireDate(call.created_at),
    date_updated: wireDate(call.ended_at ?? call.answered_at ?? call.created_at),
    answered_by: null,
    caller_name: '',
    forwarded_from: '',
    group_sid: null,
    phone_number_sid: '',
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    trunk_sid: '',
    uri: `${path}.json`,
    subresource_uris: { recordings: `${path}/Recordings.json` },
  };
}

/** A recording as Twilio's API shows it. */
export function wireRecording(account: string, recording: RecordingRow) {
  return {
    sid: recording.sid,
    account_sid: account,
    call_sid: recording.call_sid,
    conference_sid: null,
    api_version: '2010-04-01',
    channels: 1,
    source: 'RecordVerb',
    status: recording.status === 'in-progress' ? 'processing' : recording.status,
    duration: String(recordingSeconds(recording)),
    error_code: null,
    price: null,
    price_unit: 'USD',
    encryption_details: null,
    start_time: wireDate(recording.created_at),
    date_created: wireDate(recording.created_at),
    date_updated: wireDate(recording.created_at),
    uri: `/2010-04-01/Accounts/${account}/Recordings/${recording.sid}.json`,
    media_url: `/2010-04-01/Accounts/${account}/Recordings/${recording.sid}`,
    subresource_uris: {},
  };
}

export const presentHandsetCall = (call: Active): HandsetCall => ({
  with: call.with,
  incoming: call.incoming,
  state: call.state,
  startedAt: call.startedAt.toISOString(),
  connectedAt: call.connectedAt?.toISOString() ?? null,
  framesHeard: call.framesHeard,
});

export function presentPastCall(number: string, call: CallRow, now: Date): PastCall {
  const incoming = call.direction !== 'inbound' && call.to_number === number;
  return {
    id: call.id,
    with: incoming ? call.from_number : call.to_number,
    incoming,
    status: call.status,
    at: call.created_at.toISOString(),
    seconds: secondsOf(call, now),
  };
}
